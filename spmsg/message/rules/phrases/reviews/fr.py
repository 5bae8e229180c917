"""French."""

from spmsg.message.rules.phrases.reviews import ReviewWords

_ALTER = (
    r"(?:supprim|modifi|retir|chang|enlev|edit|revis|corrig|effac|reconsider|actualis|amelior|"
    r"revoi|revoir|rectifi|annul|mettre a jour|mettez a jour|reviser|augment|remont|relev|re "
    r"?evalu)\w*"
)
_HAPPY = (
    r"(?:satisfait\w*|content\w*|heureu\w*|ravi\w*|plai\w*|plu|aime\w*|adore\w*|convien\w*|"
    r"convient|comble\w*|enchante\w*|a la hauteur|attentes|parfait\w*)"
)

WORDS = ReviewWords(
    review=(
        r"(?:avis|commentaires?|evaluations?|notes?|notations?|temoignages?|reviews?|feedbacks?|"
        r"appreciations?|retour d'experience)(?: (?:client|produit|vendeur|amazon)s?)?",
        r"(?:evaluer|noter|noteriez|evaluez|notez|note|commentez|commenter)(?: (?:le|la|les|nous|"
        r"notre|votre|cet|ce|l')\S*)?",
        r"(?:cinq|quatre|trois|deux|une|[1-5]|5/5) ?etoiles?|etoiles?",
        r"(?:publi|post|ecri|laiss|partag|racont|donn)\w*~(?:experience|opinion|"
        r"impressions)(?:~amazon)?|opinions?",
        "(?:mots?|lignes?|phrases?|opinion|experience|impressions?|verdict|critiques?|message|ressenti|"
        "texte)~(?:sur|sous) (?:amazon|la page|la fiche|notre page|le produit|l'article|le site)",
        r"ce que vous avez (?:ecrit|publie|poste|laisse|dit)|(?:dit\w*|racont\w*|parl\w*|expliqu\w*)~"
        "(?:autres|futurs|acheteurs|clients)|publiquement|en public|"
        "rendre public|le publier",
        r"(?:mauvaise|bonne|basse|faible|meilleure) (?:note|critique)|critiques? (?:negativ\w*|"
        r"severe\w*|"
        r"dure\w*)|vos (?:mots|propos|etoiles)|page des avis|petites etoiles|pouce",
        "ceux qui notent|(?:notent|evaluent|commentent)",
    ),
    not_review=(
        r"avis de (?:passage|livraison|reception|depot|recherche|retard|souffrance|mise en instance|"
        r"retour|non remise|paiement)",
        r"a (?:votre|notre|mon) avis|sauf avis contraire|changer d'avis|chang\w* d'avis",
        r"avis d'(?:expedition|arrivee|execution)",
        r"(?:commentaires?|avis|retours?|remarques?)~(?:sur|concernant) (?:la |le |l'|les |votre |"
        r"cette |notre )?(?:maquette|epreuve|bon a tirer|bat|projet|visuel|gravure|dessin|apercu|"
        r"ebauche|esquisse)",
        r"donn\w*~(?:accord|avis)~(?:maquette|bat|visuel|epreuve|gravure)",
        r"notez (?:que|bien|le numero|la reference|votre|le code|ce)|a noter|noter que",
        r"note de (?:credit|frais|livraison|musique|bas)|prenez note|prendre note",
        r"nous (?:avons|prenons) note|(?:bonne|fausse) note",
        r"notes? (?:adhesives?|de|pour|repositionnables?)|bloc notes?|carnets? de notes?",
        r"(?:en forme d'|lampe |guirlande |projecteur d'|motif |ciel d'|lampe d'|guirlande d'|"
        r"forme )etoiles?",
        r"etoiles? (?:filantes?|de mer|phosphorescentes?|de noel|en (?:papier|bois|metal|tissu|or|"
        r"argent)|lumineuses?|polaire|decoratives?|dore\w*)",
        r"hotel (?:\w+ )?(?:cinq|quatre|[1-5]) ?etoiles?|commentaires? (?:de livraison|de commande)",
        r"opinion publique",
    ),
    praise=(
        r"(?:bon(?:ne)?s?|excellente?s?|meilleure?s?|tres bon\w*|belles?|beaux?|gentille?s?|super|"
        r"favorables?|joli\w*|bel) (?:{review})",
        r"(?:avis|commentaires?|evaluations?|notes?|retours?|appreciations?|"
        r"temoignages?) (?:\w+ )?(?:positi\w*|favorables?|elogieu\w*|excellente?s?|5 etoiles|"
        r"maximales?|parfaite?s?|cinq etoiles|bienveillant\w*)",
        r"(?:cinq|5|toutes les|les 5|les cinq|plein d') ?etoiles?|5/5|★{4,5}",
        r"note (?:maximale|de 5|parfaite)|(?:quatre|4) ou (?:cinq|5) etoiles",
        r"(?:not|evalu)\w*~positivement|meilleure note|20/20",
        "note maximale|les cinq etoiles|dix sur dix|10/10|(?:noter|notez|evaluez) (?:nous )?(?:bien|au "
        "maximum)|plein d'etoiles|pleine note",
        r"(?:bon(?:ne)?s?|belles?|beaux?|excellent\w*|gentil\w*|super|meilleur\w*|jolie?s?|haute?s?|"
        r"top)(?: (?!(?:si|de|que|pour|journee|soiree|vous|et|ou)\b)\w+){0,2} (?:{review})|{review}(?: "
        r"\w+){0,2} (?:positi\w*|elogieu\w*|favorables?|excellent\w*|encourageant\w*|au maximum)",
    ),
    neutral=(
        r"sincere\w*|honnete\w*",
        r"(?:positif|bon|bonne|positifs) (?:ou|comme|et|soit|,) ?(?:negatif|mauvais|negatifs|mauvaise)",
        r"qu'il soit|objectif\w*|franch\w*|impartial\w*|neutre\w*|bon ou mauvais|hotel",
        r"merci (?:beaucoup )?(?:pour|de) (?:votre|vos|cet|cette|l')~(?:avis|evaluation|commentaire|"
        r"note)",
        r"ce qui vous a (?:plu|deplu)|quel(?:le)? (?:qu'|que)",
    ),
    happy=(
        rf"\b(?:si|s'il|lorsque|puisque|quand|comme|dans la mesure ou)~{_HAPPY}",
        rf"(?:etes vous|vous etes|vous est|vous a t|est ce que)~{_HAPPY}|{_HAPPY}(?: \w+){{0,5}} ?\?",
        rf"^\W*{_HAPPY}\W*$|clients? {_HAPPY}|uniquement si~{_HAPPY}",
        "(?:si|lorsque|quand|des lors que)~(?:tout (?:va|est|s'est) (?:bien|parfait|ok|en ordre|bien "
        r"passe)|merit\w*|aucun (?:probleme|souci)|ce que vous attendiez)",
        r"(?:tout (?:va|est|s'est) (?:bien|parfait|ok))(?: \w+){0,3} ?\?|(?:seuls?|uniquement|"
        r"seulement) "
        "les (?:clients|acheteurs) (?:satisfaits|contents|heureux)",
    ),
    divert=(
        r"(?:avant|au lieu|plutot que|plutot|sans) (?:de |d')?~(?:{review}|noter|publier|laisser|"
        r"poster)",
        r"(?:ne|evit\w*)~(?:laiss|publi|post|mett|donn)\w*~(?:negati\w*|mauvais\w*|defavorable\w*)",
        r"(?:avis|commentaires?|notes?|evaluations?) (?:negati\w*|mauvais\w*)~(?:nui|affect|penalis|"
        r"detrui|fragilis)\w*",
        r"moins de (?:5|cinq) etoiles",
        r"(?:avant|au lieu|plutot que|et non|et pas)~(?:publi\w*|rendre public|amazon|poster|page des "
        "avis|en public|plaindre)",
        r"(?:moins de|en dessous de|sous les|inferieur\w* a) (?:cinq|5|quatre|4)(?: etoiles)?",
        r"(?:mauvaise|basse|faible) note~(?:nui|affect|penalis|detrui|fragilis|cout|fait (?:du "
        r")?mal)\w*|"
        "(?:d'abord|en premier|avant tout|au prealable)~(?:nous|a nous)|(?:contactez|ecrivez|parlez|"
        r"dites|prevenez|adressez)[\s-](?:nous|vous|le)~(?:d'abord|en premier|avant|directement)",
        r"(?:pas d[e'] ?|aucune? |sans )(?:mauvais\w* |faible |basse )?(?:{review})? ?(?:negati\w*|"
        r"mauvais\w*|(?:1|une) etoile)|(?:vivre|vivons|survie|dependons|depend|comptons|"
        r"tient)~(?:bon\w*|positi\w*) {review}|"
        "{review}~(?:vivre|vivons|survie|tenir)|(?:font|fait) vivre",
        r"(?:{review}|etoiles?)~(?:baiss|tir|plomb|fait chuter|penalis)\w*~(?:moyenne|classement|nous|"
        r"compte|boutique)|(?:pas content|mecontent|insatisfait|decu)\w* ?\?",
        r"(?:contactez|ecrivez|parlez|prevenez)~avant (?:de|d')~(?:{review}|negati\w*|laisser|publier|"
        "noter)",
    ),
    change=(
        rf"{_ALTER}(?: \w+){{0,2}} (?:votre|vos|l'|cet|cette|ce|le|la|son|un|une|les|"
        rf"de votre)(?: ?\w+){{0,3}} ?{{review}}",
        rf"{{review}}~(?:soit|soient|a|pour|afin|,)? ?~\b(?:le|la|l'|les) ?{_ALTER}",
        r"(?:suppression|modification|retrait|revision|changement) (?:de |d')(?:votre|cet|cette|"
        r"l')~{review}",
        r"(?:passer|changer|transformer|mettre)~(?:a|en) (?:5|cinq|4|quatre) etoiles",
        r"revenir sur~{review}|{review}~(?:etre )?(?:supprime|modifie|retire|revu)\w*",
        r"(?:remont|augment|relev|amelior|rehauss|ajout|rajout|mont)\w*~(?:note|etoiles?|evaluation|"
        r"avis)|(?:supprim|retir|enlev|modifi|effac|chang|reconsider|revoir|nuanc|corrig|"
        r"adouc)\w*~(?:ce "
        r"que vous avez|vos propos|vos mots|critiques?|vos etoiles|votre (?:critique|texte|message "
        r"sur))",
        "(?:avis|commentaires?|note|evaluation|etoiles?|critique)~(?:disparaitre|disparaisse|toujours "
        "(?:en ligne|visible|la)|encore (?:en ligne|visible)|plus haut|a la hausse)|a la hausse",
        r"(?:faire|transform|pass|chang)\w*~(?:cinq|5|quatre|4)(?: etoiles)?~(?:etoiles?|note)|"
        r"(?:une|1|"
        "2|deux|trois) etoiles? (?:en|a) (?:cinq|5)",
        "(?:supprim|modifi|retir|enlev|effac|chang|reconsider|revoir|corrig|edit|actualis|"
        r"annul)\w*…(?:avis|commentaires?|notes?|evaluations?|etoiles?|critiques?)",
        "(?:avis|commentaires?|notes?|evaluations?|etoiles?)…(?:supprimer|modifier|retirer|enlever|"
        "effacer|changer|reconsiderer|corriger|annuler|relever|remonter)",
        r"(?:transform|chang|pass|convert|mont)\w*~etoiles?~(?:en|a) (?:5|cinq|4|quatre)",
    ),
    change_it=(rf"\b(?:la|le|l'|les) ?{_ALTER}",),
)
