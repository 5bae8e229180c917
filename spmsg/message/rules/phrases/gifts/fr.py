"""French."""

from spmsg.message.rules.phrases.gifts import GiftWords

WORDS = GiftWords(
    gift=(
        r"(?:cheques?|cartes?|codes?|bons?) ?(?:-)?cadeaux?|cadeaux?|(?:nous|on) vous (?:offr\w+)",
        r"bons? d'achat|bons? de reduction|coupons?|recompenses?|remise|reductions?|cash ?back|prime",
        r"bonus|tirage au sort|tombola|concours|points de fidelite|surprise|un avoir|ristournes?|"
        r"rabais",
        r"compensation|gratification|credit amazon",
        r"(?:produits?|articles?|exemplaire|echantillons?|accessoires?|flacon|lot|deuxieme|second\w*|"
        r"autre|mois|chargeur|bracelet|filtre)(?: \w+){0,2} (?:gratuits?\w*|offerts?\w*)",
        r"offerte?s?|en cadeau|(?:\d{1,4}(?:,\d\d)? ?(?:€|euros?|eur))|paypal",
        r"garantie (?:\w+ )?(?:prolongee|etendue|supplementaire|offerte|a vie)|extension de garantie",
        r"(?:prolong|etend)\w*~garantie",
        r"(?:dix|cinq|quinze|vingt|cinquante|quelques|\d{1,3}) euros?|petit (?:plus|quelque chose|"
        r"geste)|"
        r"petite attention|un geste|surprises?|present|offert par la maison|c'est pour nous|argent "
        r"liquide",
        r"(?:accessoire|article|produit|cadeau|lot|exemplaire)s?~(?:gratuit\w*|offert\w*)|gagner|faire "
        r"gagner|lots?|(?:payons|remuner\w*|recompens\w*|indemnis\w*)~pour~{review}|tablette|voyage|"
        r"second\w*~(?:offert|gratuit)\w*",
        r"garantie|(?:gard|conserv)\w*~(?:gratuit\w*|sans frais)|chance de gagner|ipad|iphone|argent",
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
        r"sont a vous|est a vous|vous (?:attend|attendent|fer\w+|reserv\w+)|a la cle|aurez droit|un "
        "geste|voulez|envie",
        r"fait gagner|on vous|nous vous|gagn\w*",
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
        "(?:photo|image|copie|capture|lien|preuve) de (?:votre|vos|l')|il suffit|tous ceux qui|toute "
        r"personne|chaque client|et (?:10|dix|cinq|\d+) ?(?:€|euros)|des (?:reception|publication|que)|"
        "testez|testeurs?",
        "pour (?:votre|la) (?:peine|aide|temps)|(?:chaque|tout|toute) {review}|si vous (?:postez|"
        "publiez|laissez|ecrivez|notez)",
        "(?:juste|seulement|simplement|uniquement) (?:un|une|votre)|demandons (?:juste|seulement|"
        "simplement)|(?:par|pour chaque) {review}|condition",
    ),
    thanking=(
        r"en (?:guise de )?(?:remerciement|echange|contrepartie|retour)|pour vous (?:remercier|"
        r"recompenser)",
    ),
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
        r"(?:a cause|en raison|suite aux?)~(?:soldes|promotions?|offre)|demand\w*~(?:remise|reduction|"
        "rabais)",
    ),
)
