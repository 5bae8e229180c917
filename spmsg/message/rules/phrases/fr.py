"""French."""

from spmsg.message.rules.phrases import Words

_ALTER = (
    r"(?:supprim|modifi|retir|chang|enlev|edit|revis|corrig|effac|reconsider|actualis|amelior|"
    r"revoi|revoir|rectifi|annul|mettre a jour|mettez a jour|reviser|augment|remont|relev|re "
    r"?evalu)\w*"
)
_HAPPY = (
    r"(?:satisfait\w*|content\w*|heureu\w*|ravi\w*|plai\w*|plu|aime\w*|adore\w*|convien\w*|"
    r"convient|comble\w*|enchante\w*|a la hauteur|attentes|parfait\w*)"
)
_REQ = r"(?:vous |nous )"

WORDS = Words(
    common=frozenset(
        [
            "le",
            "les",
            "des",
            "une",
            "vous",
            "votre",
            "vos",
            "nous",
            "notre",
            "nos",
            "est",
            "et",
            "pour",
            "avec",
            "dans",
            "sur",
            "que",
            "qui",
            "merci",
            "bonjour",
            "au",
            "aux",
            "du",
            "ce",
            "cette",
            "pas",
            "avez",
            "avons",
            "sera",
            "ou",
            "si",
            "plus",
            "commande",
            "colis",
            "madame",
            "monsieur",
            "pourriez",
        ]
    ),
    review=(
        r"(?:avis|commentaires?|evaluations?|notes?|notations?|temoignages?|reviews?|feedbacks?|"
        r"appreciations?|retour d'experience)(?: (?:client|produit|vendeur|amazon)s?)?",
        r"(?:evaluer|noter|noteriez|evaluez|notez|note|commentez|commenter)(?: (?:le|la|les|nous|"
        r"notre|votre|cet|ce|l')\S*)?",
        r"(?:cinq|quatre|trois|deux|une|[1-5]|5/5) ?etoiles?|etoiles?",
        r"(?:publi|post|ecri|laiss|partag|racont|donn)\w*~(?:experience|opinion|"
        r"impressions)(?:~amazon)?|opinions?",
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
    gift=(
        r"(?:cheques?|cartes?|codes?|bons?) ?(?:-)?cadeaux?|cadeaux?|(?:nous|on) vous (?:offr\w+)",
        r"bons? d'achat|bons? de reduction|coupons?|recompenses?|remise|reductions?|cash ?back|prime",
        r"bonus|tirage au sort|tombola|concours|points de fidelite|surprise|avoir|ristournes?|rabais",
        r"compensation|gratification|credit amazon",
        r"(?:produits?|articles?|exemplaire|echantillons?|accessoires?|flacon|lot|deuxieme|second\w*|"
        r"autre|mois|chargeur|bracelet|filtre)(?: \w+){0,2} (?:gratuits?\w*|offerts?\w*)",
        r"offerte?s?|en cadeau|(?:\d{1,4}(?:,\d\d)? ?(?:€|euros?|eur))|paypal",
        r"garantie (?:\w+ )?(?:prolongee|etendue|supplementaire|offerte|a vie)|extension de garantie",
        r"(?:prolong|etend)\w*~garantie",
    ),
    remedy=(
        r"rembours\w*|dedommag\w*|argent|gratuit\w*|\d{1,3} ?%|indemnis\w*|moitie du prix|compens\w*",
        r"restitu\w*|geste commercial",
    ),
    giving=(
        r"(?:voulez|souhaitez|desirez) vous",
        r"(?:nous|on|je)~(?:enverrons|offrirons|offrons|envoyons|enverrai|rembourserons|remboursons|"
        r"donnerons|donnons|ferons|verserons|versons|offre|recompensons|recompenserons|proposons|"
        r"serons heureux)",
        r"(?:vous|chaque|tous|chacun)~(?:recevrez|recevez|recevra|obtenez|obtiendrez|gagnez|gagnerez|"
        r"beneficiez|beneficierez|aurez|profitez)",
        r"recev\w*|obten\w*|gagn\w*|benefici\w*|profit\w*|offr\w+|vous attend|rembours\w*",
    ),
    exchange=(
        r"en (?:echange|retour|contrepartie|remerciement|guise de)\w*|pour vous remercier",
        r"contre (?:un|une|votre)~{review}|a titre de remerciement|comme remerciement",
        r"pour (?:un|une|votre|chaque|tout|toute|vos|l'|la|le)(?: \w+){0,2} ?{review}",
        r"(?:si|apres|une fois|lorsque|des que|quand|suite a|des)~{review}",
        r"{review}~(?:et|,|:|=|-|pour)~(?:recev\w*|obten\w*|gagn\w*|nous vous|vous recev\w*|profit\w*|"
        r"benefici\w*|on vous|participe\w*)",
        r"(?:laiss|publi|redig|ecri|post|not|supprim|modifi|retir)\w*~(?:et|,|pour)~(?:recev\w*|"
        r"obten\w*|gagn\w*|rembours\w*|nous vous)",
        r"capture d'ecran|copie d'ecran|preuve",
    ),
    negation=(r"ne|n'\w+|pas|jamais|aucun\w*|sans|interdit\w*|ni|rien|impossible",),
    settled=(
        r"deja",
        r"(?:avons|a ete|ont ete|avez|est)(?: \w+){0,2} (?:rembourse\w*|deduit\w*|applique\w*|"
        r"utilise\w*|commande\w*|credite\w*|effectue\w*|procede\w*|envoye\w*|achete\w*|emis\w*|"
        r"verse\w*)",
        r"figure|sur (?:votre|la) facture|facture|deduite?s?|appliquee?s?",
        r"(?:papier|emballage|paquet|boite|pochette|sac|coffret|message|option|etiquette|ruban|"
        r"idee) ?-?(?:cadeau|surprise)",
        r"carnets? (?:de )?coupons?|comme cadeau",
        r"cadeau (?:de|d') (?:anniversaire|mariage|noel|naissance)",
        r"(?:carte|cheque) cadeau (?:que vous|commande\w*|achete\w*|a imprimer|personnalise\w*)",
        r"a offrir|destinataire du cadeau",
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
    ),
    neutral=(
        r"sincere\w*|honnete\w*",
        r"(?:positif|bon|bonne|positifs) (?:ou|comme|et|soit|,) ?(?:negatif|mauvais|negatifs|mauvaise)",
        r"qu'il soit|objectif\w*|franch\w*|impartial\w*|neutre\w*|bon ou mauvais|hotel",
        r"merci (?:beaucoup )?(?:pour|de) (?:votre|vos|cet|cette|l')~(?:avis|evaluation|commentaire|note)",
        r"ce qui vous a (?:plu|deplu)|quel(?:le)? (?:qu'|que)",
    ),
    happy=(
        rf"\b(?:si|s'il|lorsque|puisque|quand|comme|dans la mesure ou)~{_HAPPY}",
        rf"(?:etes vous|vous etes|vous est|vous a t|est ce que)~{_HAPPY}|{_HAPPY}(?: \w+){{0,5}} ?\?",
        rf"^\W*{_HAPPY}\W*$|clients? {_HAPPY}|uniquement si~{_HAPPY}",
    ),
    divert=(
        r"(?:avant|au lieu|plutot que|plutot|sans) (?:de |d')?~(?:{review}|noter|publier|laisser|poster)",
        r"(?:ne|evit\w*)~(?:laiss|publi|post|mett|donn)\w*~(?:negati\w*|mauvais\w*|defavorable\w*)",
        r"(?:avis|commentaires?|notes?|evaluations?) (?:negati\w*|mauvais\w*)~(?:nui|affect|penalis|"
        r"detrui|fragilis)\w*",
        r"moins de (?:5|cinq) etoiles",
    ),
    change=(
        rf"{_ALTER}(?: \w+){{0,2}} (?:votre|vos|l'|cet|cette|ce|le|la|son|un|une|les|"
        rf"de votre)(?: ?\w+){{0,3}} ?{{review}}",
        rf"{{review}}~(?:soit|soient|a|pour|afin|,)? ?~\b(?:le|la|l'|les) ?{_ALTER}",
        r"(?:suppression|modification|retrait|revision|changement) (?:de |d')(?:votre|cet|cette|"
        r"l')~{review}",
        r"(?:passer|changer|transformer|mettre)~(?:a|en) (?:5|cinq|4|quatre) etoiles",
        r"revenir sur~{review}|{review}~(?:etre )?(?:supprime|modifie|retire|revu)\w*",
    ),
    change_it=(rf"\b(?:la|le|l'|les) ?{_ALTER}",),
    promotion=(
        r"codes? (?:promo\w*|de reduction|avantage|reduction|de remise|remise|parrain\w*)",
        r"(?:avec|utilis\w*|saisi\w*|entr\w*)(?: le| notre)? code [a-z]{3,}\d{1,3}(?![\w-])",
        r"-? ?\d{1,2} ?%~(?:de (?:reduction|remise|rabais)|sur|offerts?|de moins|d'economie)",
        r"(?:remise|reduction|rabais|promotion)s? (?:de|exceptionnel\w*|exclusi\w*|immediate|"
        r"supplementaire)",
        r"economis\w*~(?:\d{1,2} ?%|\d+ ?(?:€|euros))|-\d{1,2} ?%",
        r"(?:offres?|ventes?|promotions?|prix|soldes?) (?:speciale?s?|exclusi\w*|limite\w*|"
        r"exceptionnel\w*|privee?s?|flash|d'ete|d'hiver|de noel|du moment|imbattables?)",
        r"promotions?|promos?|soldes|black friday|bon plans?|bonnes affaires",
        r"(?:un|1|deux) achete\w*~(?:offert|gratuit)|2 pour 1|ne manquez pas|depechez",
        r"dernier\w* (?:jours?|chance)|jusqu'a epuisement",
        r"newsletter|lettre d'information|abonn\w*(?: vous)?|programme de fidelite|club vip|parrain\w*",
        r"suivez nous|suivez~(?:page|compte|reseaux)|inscriv\w*~(?:club|liste|newsletter|programme)",
        r"testeur\w*|recommand\w*~(?:amis|proches|entourage)",
        r"(?:decouvr|visit|consult|jet|explor|parcour|essay|retrouv|profit)\w*~(?:notre|"
        r"nos)(?: \w+){0,2} (?:boutique|collections?|gamme|produits|articles|catalogue|nouveaut\w*|"
        r"offres|selection|autres|magasin|vitrine|soldes)",
        r"nos (?:autres|nouveaux|nouvelles|derniers|dernieres|meilleures?) (?:produits|articles|"
        r"collections?|creations|modeles|offres|nouveautes|ventes)",
        r"nouvelle (?:collection|gamme)|pourrai\w* aussi vous (?:plaire|interesser)|vous aimerez aussi",
        r"(?:prochaine?s?|futurs?|future?s?|nouvelle?|seconde?|deuxieme) (?:commande|"
        r"achat)s?~(?:reduction|remise|gratuit|offert|%|coupon|bon|code|moins cher)",
        r"(?:reduction|remise|coupon|bon|%|code|cheque)~(?:prochaine?s?|futurs?|future?s?|seconde?|"
        r"deuxieme) (?:commande|achat)s?",
        r"(?:offr|envo|voici|recev|joi)\w*~(?:coupons?|bons? (?:d'achat|de reduction)|remise)",
    ),
    elsewhere=(
        r"(?:notre|nos|mon)(?: propre| nouveau| nouvelle)? ?(?:site(?: web| internet| officiel|"
        r" marchand)?|boutique en ligne|e ?-?shop|page (?:facebook|web|internet|instagram)|"
        r"boutique (?:etsy|ebay|internet|web|shopify)|appli(?:cation)?|compte instagram|facebook|"
        r"instagram|e ?-?boutique)",
        r"(?:en dehors|hors|a l'exterieur) (?:d'|de la plateforme )?amazon|sans passer par~amazon",
        r"(?:plutot que|au lieu|moins cher que)~amazon|pas (?:par|sur|via) amazon",
        r"(?:frais|commissions?) (?:d'|de la plateforme )?amazon|sans amazon|contourn\w*~amazon",
        r"(?:command|achet|pass|regl|adress|pay)\w*~(?:directement|en direct)~(?:aupres|chez|sur|par|"
        r"avec|a)? ?(?:de )?(?:nous|notre)",
        r"(?:directement|en direct) (?:aupres de|chez|sur|par|avec) (?:nous|notre)|vente directe",
        r"directement par notre|achetez chez nous",
        r"(?:pay|regl|vers|effectu)\w*~(?:paypal|virement|western union|bitcoin|especes|lydia|"
        r"cheque bancaire|iban|rib)",
        r"(?:par|via|votre|sur) (?:paypal|virement bancaire)(?! amazon)",
        r"(?:notre|nos) (?:iban|rib|coordonnees bancaires)|votre (?:adresse |compte )?paypal",
        r"(?:envo|communiqu|donn|indiqu|transm|fourn|laiss)\w*~votre (?:adresse )?(?:e ?-?mail|mail|"
        r"courriel|adresse electronique|paypal)\b",
        r"(?:ecri|contact|joign|envoy|repond)\w*~(?:par|via|un) (?:e ?-?mail|mail|courriel|telephone|sms)",
        r"appel\w*[\s-]?(?:nous|moi)",
        r"nous (?:appeler|telephoner|joindre par (?:mail|telephone|e ?-?mail))|telephon\w*[\s-]nous",
        r"notre (?:numero|ligne|standard|hotline|service telephonique|adresse (?:e ?-?mail|mail)|"
        r"e ?-?mail|mail|telephone|numero de telephone)",
        r"passez nous un coup de fil",
        r"(?:cherch|trouv|retrouv|suiv|visit|rejoign|aim)\w*~(?:nous|notre \w+)~(?:sur|via|"
        r"dans) (?:google|ebay|etsy|facebook|instagram|tiktok|internet|youtube|leboncoin|vinted|temu)",
        r"annul\w*~(?:commande|amazon)~(?:directement|chez nous|notre|recommand\w*)",
    ),
    reach=(
        r"sur|par|via|au|notre|nous|ajout\w*|contact\w*|ecri\w*|join\w*|rejoi\w*|suiv\w*|groupe|numero",
        r"message|envo\w*|chat|compte|identifiant|a|repondons",
    ),
    only_shown=(
        r"notifications?|compatib\w*|fonctionne\w*|affich\w*|autocollants?|stickers?|logo|icone\w*",
        r"motif|montre\b|casque|preinstalle\w*|install\w*|prend en charge|tasse|micro\w*",
    ),
    idle=(
        r"(?:bonjour|bonsoir|cher|chere|chers|madame|monsieur)(?:[,\s].{0,40})?",
        r"(?:bonjour[^,]{0,30}, )?(?:un grand |mille |encore )?merci(?: (?:beaucoup|pour|de votre|"
        r"a vous|infiniment|encore)\b.{0,90})?",
        r"nous vous (?:remercions|souhaitons).{0,90}",
        r"nous (?:esperons|souhaitons).{0,90}|bonne (?:journee|soiree|utilisation|reception).{0,40}",
        r"(?:en cas de|si vous avez|pour toute)~(?:question|probleme|besoin|demande|information)s?.{0,80}",
        r"n'hesitez pas .{0,80}|nous (?:restons|sommes) .{0,40}(?:disposition|ecoute|la pour).{0,40}",
        r"votre (?:commande|colis|article|achat|paquet)(?: .{0,40})? (?:a (?:bien )?ete|est|sera|"
        r"arrivera|vient d'etre|a ete) .{0,30}(?:expedie|envoye|confirme|en route|livre|recu|"
        r"enregistre|en chemin|valide|parti|en cours).{0,60}",
        r"votre (?:commande|colis) arrivera .{0,40}",
        r"nous avons (?:bien )?(?:expedie|envoye|recu|confirme|enregistre) votre (?:commande|paiement|"
        r"colis|achat).{0,60}",
        r"(?:le |votre )?numero de suivi.{0,50}|(?:bien )?cordialement.{0,40}",
        r"(?:meilleures )?salutations.{0,40}|l'equipe .{0,30}",
    ),
)
