"""French."""

from spmsg.message.rules.phrases.trade import TradeWords

WORDS = TradeWords(
    promotion=(
        r"codes? (?:promo\w*|de reduction|avantage|reduction|de remise|remise|parrain\w*)",
        r"(?:avec|utilis\w*|saisi\w*|entr\w*)(?: le| notre)? code [a-z]{3,}\d{1,3}(?![\w-])",
        r"-? ?\d{1,2} ?%~(?:de (?:reduction|remise|rabais)|sur (?:tou\w+|vos|votre (?:prochain\w*|"
        r"futur\w*|commande|achat|panier)|nos|notre|l'ensemble|la boutique|une selection)|offerts?|"
        r"de moins|d'economie)",
        r"(?:remise|reduction|rabais|promotion)s? (?:de (?:\d|bienvenue|fidelite|prix|dix|vingt|quinze)|"
        r"exceptionnel\w*|exclusi\w*|immediate|"
        r"supplementaire)",
        r"economis\w*~(?:\d{1,2} ?%|\d+ ?(?:€|euros))|-\d{1,2} ?%",
        r"(?:offres?|ventes?|promotions?|prix|soldes?) (?:speciale?s?|exclusi\w*|limite\w*|"
        r"exceptionnel\w*|privee?s?|flash|d'ete|d'hiver|de noel|du moment|imbattables?)",
        r"promotions?|promos?|soldes|black friday|bon plans?|bonnes affaires",
        r"(?:un|1|deux) achete\w*~(?:offert|gratuit)|2 pour 1|ne manquez pas|depechez",
        r"dernier\w* (?:jours?|chance)|jusqu'a epuisement",
        r"newsletter|lettre d'information|abonn\w*(?: vous)?|programme de fidelite|club vip|parrainage|"
        r"parrainez|parrainer",
        r"suivez nous|suivez~(?:page|compte|reseaux)|inscriv\w*~(?:club|liste|newsletter|programme)",
        r"testeu\w+ (?:de )?(?:produits?|articles)|deven\w+ testeu\w+|nos testeu\w+|recommand\w*~(?:amis|"
        r"proches|entourage)",
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
        r"(?:\d{1,2} ?%|nettement|beaucoup) moins cher|-+ ?\d{1,2} ?%|(?:dix|vingt|trente|cinquante) "
        "pour ?cent|prix (?:casses?|reduits?|barres?|doux|mini)|a prix",
        "connaissez vous (?:deja )?(?:nos|notre)|avez vous (?:deja )?(?:vu|decouvert|essaye)~(?:nos|"
        "notre)|saviez vous que nous",
        r"(?:(?:nos|nouve\w+|notre)~(?:vient|viennent) d'arriver|(?:vient|viennent|venons) de (?:sortir|"
        r"lancer))|nouveautes?|"
        "faites vous plaisir|pourquoi ne pas (?:essayer|ajouter|prendre|offrir)",
        r"idees? cadeaux?|cadeau (?:ideal|parfait)|se marie\w* (?:parfaitement|bien|a merveille)|"
        "(?:complement|accessoire) (?:ideal|parfait)|va parfaitement avec",
        r"(?:vite !|faites vite|depechez|foncez|profitez)\b|faites le plein|pensez a recommander|revenez|"
        r"a tres vite "
        "dans notre|pour le prix (?:de|d')",
        r"parlez\W+en|parl\w*~(?:amis|autour de vous|proches)|bouche a oreille|livraison (?:offerte|"
        r"gratuite) des \d+|livraison (?:gratuite|"
        "offerte) (?:des|sur|pour) (?:votre prochaine|l'achat|toute)",
        "(?:nous )?(?:proposons|vendons) (?:aussi|egalement|desormais)|venez (?:voir|decouvrir)|"
        r"promo\w*|en solde",
        r"destockage|liquidation|a moitie prix|moitie prix|demi tarif|(?:cinq|dix|vingt|\d{1,2}) ?(?:%|"
        "pour ?cent)~(?:de reduction|sur|en moins|offert)|un (?:oeil|il|coup d'il|coup d'oeil)~nos|nos "
        r"autres|tarifs? (?:de gros|degressif\w*|special\w*|preferentiel\w*)|gagnez|tentez votre "
        r"chance|"
        "nouvel arrivage|tout doit disparaitre|economisez",
        r"(?:achet|command)(?:ez|e[es]?|ant|er)~(?:offert\w*|gratuit\w*)|best ?-?seller|faites vite|"
        r"commandez (?:vite|"
        r"maintenant|des)|achetez maintenant|cette semaine ?:|precommand\w*|nouvelle boutique|"
        r"meilleurs "
        "clients",
        r"nos nouve(?:aux?|lles?) (?!(?:horaires|locaux|emballages|numeros|conditions|etiquettes|"
        r"colis)\b)\w+|rien que pour vous|(?:3|2|trois) pour (?:2|1|deux)",
        r"achetez plus|plus vous achetez|economisez plus|%~[a-z]{3,10}\d{1,2}|\d{1,2} ?% pour vous|"
        r"(?:plus|choix|lots?|trouv\w*|nouve\w*|venez)~(?:dans|sur) notre (?:boutique|magasin)",
    ),
    elsewhere=(
        r"(?:notre|nos|mon)(?: propre| nouveau| nouvelle)? ?(?:site(?: web| internet| officiel|"
        r" marchand)?|boutique en ligne|e ?-?shop|page (?:facebook|web|internet|instagram)|"
        r"boutique (?:etsy|ebay|internet|web|shopify)|appli(?:cation)?|compte instagram|facebook|"
        r"instagram|e ?-?boutique)",
        r"(?:en dehors|hors|a l'exterieur) (?:d'|de la plateforme )?amazon|sans passer par~amazon",
        r"(?:plutot que|au lieu|moins cher que)~amazon|pas (?:par|sur|via) amazon",
        r"(?:frais|commissions?) (?:d'|de la plateforme )?amazon|sans amazon|contourn\w*~amazon",
        r"(?:command|achet|pass|regl|adress|pay)\w*~(?:directement|en direct) (?:aupres de|chez|sur|par|"
        r"avec|a|dans) (?:nous|notre)",
        r"(?:directement|en direct) (?:aupres de|chez|sur|par|avec) (?:nous|notre)|vente directe",
        r"directement par notre|achetez chez nous",
        r"(?:pay|regl|vers|effectu)\w*~(?:paypal|virement|western union|bitcoin|especes|lydia|"
        r"cheque bancaire|iban|rib)",
        r"(?:par|via|votre|sur) (?:paypal|virement bancaire)(?! amazon)",
        r"(?:notre|nos) (?:iban|rib|coordonnees bancaires)|votre (?:adresse |compte )?paypal",
        r"(?:envo|communiqu|donn|indiqu|transm|fourn|laiss)\w*~votre (?:adresse )?(?:e ?-?mail|mail|"
        r"courriel|adresse electronique|paypal)\b",
        r"(?:ecri|contact|joign|envoy|repond)\w*~(?:par|via|un) (?:e ?-?mail|mail|courriel|"
        r"telephone|sms)",
        r"appel\w*[\s-]?(?:nous|moi)",
        r"nous (?:appeler|telephoner|joindre par (?:mail|telephone|e ?-?mail))|telephon\w*[\s-]nous",
        r"notre (?:numero(?! (?:de (?!telephone)|d'|interne))|ligne (?:directe|telephonique)|"
        r"standard telephonique|hotline|service telephonique|adresse (?:e ?-?mail|mail)|"
        r"e ?-?mail|mail|telephone|numero de telephone)",
        r"passez nous un coup de fil",
        r"(?:cherch|trouv|retrouv|suiv|visit|rejoign|aim)\w*~(?:nous|notre \w+)~(?:sur|via|"
        r"dans) (?:google|ebay|etsy|facebook|instagram|tiktok|internet|youtube|leboncoin|vinted|temu)",
        r"annul\w*~(?:commande|amazon)~(?:directement|chez nous|notre|recommand\w*)",
        "(?:en dehors|hors) de (?:la|cette) plateforme|formulaire de contact|sans amazon|sur notre site\b|"
        r"notre (?:boite mail|fixe|portable|magasin physique)|en direct avec nous",
        r"(?:donn|envo|communiqu|indiqu|transm|laiss|fourni|quel est|"
        r"besoin de)\w*~votre (?:numero(?! (?:de (?!telephone|portable|mobile)|d'))|"
        r"portable|telephone|mobile)(?=(?![^.]{0,60}(?:transporteur|livreur|chauffeur|livraison|"
        r"coursier|"
        "modele|coque)).{0,80}(?:appel|parl|telephon|vive voix|regl|expliqu|contact|$))",
        r"(?:parl|discut|regl|expliqu|vo)\w*~(?:par|au) telephone|de vive voix|(?:cherch|tap)\w*~"
        "(?:google|internet|nom de (?:notre )?(?:marque|societe|boutique))",
        "(?:meilleur prix|moins cher|prix plus bas|remise)~(?:en direct|sans intermediaire|chez nous|"
        "hors amazon|notre site)",
        r"(?:install|telecharg)\w*~notre appli\w*|cree[rz]~compte|vendre~(?:directement|sans|hors|"
        r"moins "
        "cher)|sans (?:passer par )?amazon|(?:plutot|preferablement)~qu(?:e|'a|'via)~amazon|notre "
        r"(?:\w+ )?portail|souhait\w* vous (?:appeler|telephoner)|(?:nous|je|conseillers?|equipe|"
        r"service)~vous (?:appeler|telephoner|"
        "rappeler)(?! avant)",
        r"boutique ebay|(?:dans|sur) notre (?:boutique|magasin) (?:ebay|etsy|en ligne|physique|de|"
        r"a)|par "
        r"virement|en especes|y gagn\w+|par (?:e ?-?mail|mail|courriel)~(?:prefer|plutot)|"
        r"preferons~(?:e "
        "?-?mail|mail|telephone)",
        r"(?:command\w*|achat\w*)~par (?:telephone|e ?-?mail|mail)|quel(?:le)? est votre (?:adresse "
        ")?(?:e ?-?mail|mail|courriel)",
    ),
    reach=(
        r"sur|par|via|au|notre|nous|ajout\w*|contact\w*|ecri\w*|join\w*|rejoi\w*|suiv\w*|groupe|numero",
        r"message|envo\w*|chat|compte|identifiant|a|repondons",
    ),
    only_shown=(
        r"notifications?|compatib\w*|fonctionne\w*|affich\w*|autocollants?|stickers?|logo|icone\w*",
        r"motif|montre\b|casque|preinstalle\w*|install\w*|prend en charge|tasse|micro\w*",
    ),
)
