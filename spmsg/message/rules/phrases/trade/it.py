"""Italian."""

from spmsg.message.rules.phrases.trade import TradeWords

WORDS = TradeWords(
    promotion=(
        r"codic[ei] (?:sconto|promozional[ei]|promo|coupon)",
        r"(?:con|us\w+|utilizz\w+|inseri\w+|applic\w+)(?: il| nostro| questo|"
        r" il nostro)? codice [a-z]{3,}\d{1,3}(?![\w-])",
        r"\d{1,2} ?%~(?:di (?:sconto|riduzione)|in meno|su tutt\w*|off|sul prossimo|di risparmio)",
        r"scont[oi] (?:del|di|esclusiv\w*|special\w*|su|per|fino)",
        r"risparmi\w*~(?:\d{1,2} ?%|\d+ ?(?:€|euro))",
        r"(?:offert[ae]|promozion[ei]|prezz[oi]|vendit[ae]|scont[oi]) (?:special[ei]|esclusiv\w*|"
        r"limitat\w*|lampo|unic[ah]\w*|imperdibil[ei]|estiv\w*|invernal\w*|di natale|della settimana|"
        r"incredibil[ei])",
        r"promozion[ei]|promo|offert[ae]|saldi|black friday|affar[ei] imperdibil\w*|svendita|2x1|3x2",
        r"due al prezzo|fino (?:ad|a) esaurimento|non (?:si|se lo|te lo|se la|ve lo) perd\w*|"
        r"non perda (?:l'occasione|questa|la possibilita)|in saldo",
        r"ultim[aio] (?:giorn[oi]|occasione)",
        r"solo (?:oggi|questa settimana|per oggi)~(?:sconto|%|offerta)",
        r"newsletter|iscriv\w*|abbon\w*|programma (?:fedelta|punti)|club vip",
        r"(?:ci )?segu\w*~(?:social|pagina|instagram|facebook|tiktok)|seguiteci|seguici|ci segua",
        r"consigl\w*~(?:amici|parenti|conoscenti)|tester di prodott\w*",
        r"(?:scopr|visit|consult|dia|esplor|guard|prov|acquist(?!o\b)|approfitt|"
        r"sfogli)\w*~(?:nostr[oaie])(?: \w+){0,2} (?:negozio|collezion[ei]|gamma|prodotti|articoli|"
        r"catalogo|novita|offerte|selezione|altri|vetrina|linea|store|assortimento)",
        r"(?:i nostri|le nostre) (?:altri|altre|nuovi|nuove|ultimi|ultime|migliori) (?:prodotti|"
        r"articoli|collezioni|creazioni|modelli|novita|offerte)",
        r"nuova (?:collezione|gamma|linea)",
        r"potrebbe(?:ro)? (?:anche )?(?:piacerle|interessarle|interessarti)",
        r"le potrebbe(?:ro)? (?:anche )?(?:piacere|interessare)",
        r"(?:prossim[oaie]|futur[oaie]|success?iv[oa]|second[oa]) (?:ordin[ei]|acquist[oi]|"
        r"spes[ae])~(?:sconto|gratis|%|coupon|buono|codice|risparmi\w*)",
        r"(?:sconto|coupon|%|buono|codice|gratis)~(?:prossim[oaie]|futur[oaie]|success?iv[oa]|"
        r"second[oa]) (?:ordin[ei]|acquist[oi]|spes[ae])",
        r"(?:regal|invi|omagg|ecco|ricev|alleg)\w*~(?:coupon|buono sconto|sconto)",
        r"(?:\d{1,2} ?%|molto) (?:in meno|piu economic\w*)|- ?\d{1,2} ?%|(?:dieci|venti|trenta|"
        r"cinquanta) per ?cento|prezz[oi] (?:ribassat\w*|scontat\w*|bass[oi]|pazz[oi]|ridott[oi]|"
        r"stracciat\w*)|a meta prezzo",
        "(?:conosce|ha (?:gia )?(?:visto|provato|scoperto))(?: gia)?~(?:nostr[oaie])|sapeva che (?:ora|"
        "anche|vendiamo)",
        r"(?:nuov|nostr)\w+~appena arrivat\w*|appena arrivat\w*~(?:nuov|nostr)\w+|(?:appena|"
        r"ora) (?:uscit[aei]|lanciat\w*)|(?:nostre|ultime|le) novita|si faccia un regalo|perche non "
        "(?:prova|aggiunge|prende|approfitta)",
        r"ide[ae] regalo|regalo (?:ideale|perfetto)|si abbina\w*|(?:complemento|accessorio) (?:ideale|"
        "perfetto)",
        "(?:si affretti|approfitti|corra|affrettatevi)|faccia scorta|torni a (?:comprare|trovarci)|al "
        "prezzo di|(?:3|tre) per (?:2|due)",
        r"(?:parl|consigl|raccont|dica)\w*~(?:amici|conoscenti|familiari)|passaparola|spedizione "
        r"gratuita (?:sul|su|per) (?:prossim\w*|tutti|ordini)",
        "(?:ora )?(?:anche )?(?:vendiamo|offriamo) (?:anche|ora)|venga a (?:vedere|trovarci)|dia "
        r"un'occhiata|in offerta|scontatissim\w*",
        r"svendita|liquidazione|meta prezzo|(?:cinque|dieci|venti|\d{1,2}) ?(?:%|per ?cento)~(?:di "
        "sconto|in meno|su)|nostr[ie] altr[ie]|prezz[oi] (?:special[ei]|all'ingrosso|per quantita)|"
        "vinca (?:un|una)|partecipi|nuovi arrivi|risparmi",
        r"(?:compri|comprando|acquisti|acquistando)~(?:ricev[aei]\w*|omaggio|gratis|regal\w*)|(?:compr|"
        r"acquist)\w*~in omaggio|piu vendut\w*|faccia presto|"
        "(?:compri|ordini) (?:ora|subito)|questa settimana ?:|prenoti (?:ora|subito)|nuovo negozio|"
        "migliori clienti",
        r"nostr[ie] nuov[ie] \w+|solo per lei",
        r"(?:piu compra|compri di piu|piu risparmia)|%~[a-z]{3,10}\d{1,2}|\d{1,2} ?% per lei|(?:piu|"
        r"confezioni|trov\w*|nuov\w*|offert\w*|venga)~nel nostro negozio",
    ),
    elsewhere=(
        r"(?:nostr[oaie]|mio)(?: nuov[oa]| propri[oa])? ?(?:sit[oi](?: web| internet| ufficiale)?|"
        r"negozio (?:online|on line|ebay|etsy|web|fisico)|pagina (?:web|facebook|instagram)|"
        r"shop online|e ?-?commerce|e ?-?shop|app|profilo instagram|instagram|facebook|shop|"
        r"store online)(?! (?:di|su) amazon)",
        r"(?:fuori|al di fuori) (?:da|di|dalla piattaforma)? ?amazon|senza passare (?:per|da)~amazon",
        r"(?:invece|anziche|meno che|meno caro che|piuttosto che|evit\w*)~amazon(?! (?:messag))|"
        r"non (?:su|tramite|da) amazon",
        r"commission[ei] (?:di )?amazon|senza amazon",
        r"(?:acquist|compr|ordin|pag|rivolg)\w*~direttamente(?: da| presso| sul| a| con| dal| dalla| nel|"
        r" al)? ?(?:noi|"
        r"nostr\w*(?! (?:magazzino|fabbrica|deposito)))(?! (?:tramite|con|attraverso) (?:i messaggi|amazon))",
        r"direttamente (?:da|con) noi|vendita diretta|(?:acquist|compr|ordin)\w* da noi",
        r"(?:pag|vers|bonific|invi|trasfer)\w*~(?:paypal|bonifico|western union|bitcoin|contanti|"
        r"postepay|iban|satispay)",
        r"(?:con|via|tramite|suo) (?:paypal|bonifico|postepay)",
        r"(?:nostro|nostre) (?:iban|conto|coordinate bancarie)",
        r"suo (?:indirizzo |conto |account )?paypal",
        r"(?:invi|mand|indich|forn|comunic|scriv|lasc|dacci|ci dia|mi dia)\w*~(?:sua|suo) (?:e ?-?mail|"
        r"indirizzo (?:e ?-?mail|di posta|mail)|mail|paypal)\b",
        r"(?:scriv|contatt|rispond|mand|invi)\w*~(?:per|via|un'|una|tramite|a mezzo) ?(?:e ?-?mail|"
        r"mail|telefono|sms|posta elettronica)",
        r"ci (?:chiami|telefoni|chiamate|telefonate)|(?:chiam|telefon)(?:arci|ateci|aci|ami|armi)|"
        r"(?:chiami|telefoni|chiamate) (?:il|al|pure|ci|lo|la)|"
        r"(?:puo|potete|vuole|preferisce) (?:anche )?(?:chiamare|telefonare) (?:il (?!corriere)|al|lo|noi)",
        r"(?:nostr[oa]) (?:numero(?! (?:di (?!telefono)|d'|interno))|telefono|linea (?:diretta|"
        r"telefonica)|e ?-?mail|mail|centralino|"
        r"indirizzo e ?-?mail)",
        r"numero verde|telefonicamente|per telefono|via telefono",
        r"(?:cerc|trov|segu|visit|raggiung|unisc)\w*~(?:su|in|tramite) (?:google|ebay|etsy|facebook|"
        r"instagram|tiktok|internet|youtube|subito|vinted|temu)",
        r"(?:annull|cancell)\w*~(?:ordine|amazon)~(?:direttamente|da noi|nostr\w*|nuovo)",
        "(?:fuori|al di fuori) (?:dalla|della|da questa) piattaforma|modulo (?:di )?contatto|senza "
        "amazon|sul nostro sito|nostr[oa] (?:casella|cellulare|fisso)",
        "(?:ci dia|dia|invii|mandi|indichi|fornisca|lasci|comunichi|qual e|serve|ci serve)~(?:suo|sua) "
        "(?:numero(?! (?:di (?!telefono|cellulare)|d'))|cellulare|telefono|"
        "whatsapp)(?=(?![^.]{0,60}(?:corriere|autista|consegna|"
        r"spedizioniere|modello|cover|custodia)).{0,80}(?:chiam|parl|telefon|spieg|risolv|voce|"
        r"contatt|$))",
        r"(?:parl|spieg|risolv|discut)\w*~(?:per|al) telefono|a voce|(?:cerc|googl)\w*~(?:google|"
        "internet|nome (?:del nostro|della nostra))",
        "(?:prezzo migliore|piu economico|prezzo piu basso|sconto|risparmi)~(?:direttamente|senza "
        "intermediari|da noi|fuori da|nostro (?:sito|negozio))",
        r"(?:instal|scaric)\w*~nostra app\w*|(?:crei|creare|apra)~account|vender(?:le|glielo)?~"
        "(?:direttamente|senza|fuori|meno)|senza (?:passare (?:da|per) )?amazon|(?:invece di|meglio "
        "che)~amazon|nostro portale|(?:vorremmo|possiamo) (?:chiamarla|telefonarle)",
        r"negozio (?:ebay|etsy|su ebay|in via)|con bonifico|in contanti|ci guadagn\w+|preferiamo~(?:e "
        "?-?mail|mail|telefono)",
        r"(?:ordin|acquist|compr)\w*~per (?:telefono|e ?-?mail)|qual e (?:la sua|il suo) (?:e ?-?mail|"
        "mail|indirizzo)",
    ),
    reach=(
        r"su|via|tramite|per|nostr\w*|scriv\w*|contatt\w*|aggiung\w*|gruppo|numero|messaggi\w*|invi\w*",
        r"mand\w*|segu\w*|chat|account|id|unisc\w*|ci|a|al",
    ),
    only_shown=(
        r"notific\w*|compatibil\w*|funzion\w*|mostr\w*|adesiv\w*|stickers?|logo|icon\w*|motivo",
        r"orologio|smartwatch|cuffie|preinstallat\w*|install\w*|supporta|tazza|microfono|visualizz\w*",
    ),
)
