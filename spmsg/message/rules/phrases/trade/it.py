"""Italian."""

from spmsg.message.rules.phrases.trade import TradeWords

WORDS = TradeWords(
    gift=(
        r"(?:buon[oi]|cart[ae]|codic[ei]|cheque) ?(?:-)?(?:regalo|acquisto|sconto|amazon)|regal[oi]",
        r"(?:le|ti) (?:regal|omagg|don)\w+|omagg[io]+|coupon|ricompens[ae]|premi[o]?|sorteggio",
        r"estrazione|concorso|cash ?back|bonus|punti|incentiv[oi]|sorpresa|compenso|credito|gratifica",
        r"scont[oi]|pensierino",
        r"(?:prodott[oi]|articol[oi]|campion[ei]|accessor[io]+|second[oa]|altr[oa]|mese|caricatore|"
        r"cinturino|filtro|flacone|confezione)(?: \w+){0,2} (?:gratis|gratuit\w*|in omaggio)",
        r"gratis|in omaggio|(?:\d{1,4}(?:,\d\d)? ?(?:€|euro|eur))|(?:€) ?\d{1,4}|paypal",
        r"garanzia (?:\w+ )?(?:estesa|prolungata|aggiuntiva|a vita|extra)",
        r"(?:estend|estension|prolung)\w*~garanzia|(?:mesi|anno|anni)~garanzia",
        r"(?:dieci|cinque|quindici|venti|cinquanta|qualche|\d{1,3}) (?:euro|dollari)|pensiero|qualcosa "
        "(?:di speciale|in piu|per lei|di extra)|offre la casa|offriamo noi|a nostre spese|contanti|"
        "sorpresina|presente",
        r"(?:accessori[oi]|articol[oi]|prodott[oi])~(?:gratis|gratuit\w*|in omaggio|in regalo)|vince|"
        r"(?:paghiamo|ricompens\w*|premiamo)~per~{review}|tablet|viaggio|second\w*~(?:gratis|omaggio|"
        "regalo)",
        "garanzia|(?:tenga|tenere|conservi)~gratis|possibilita di vincere|ipad|iphone",
    ),
    remedy=(
        r"rimbors\w*|soldi|denaro|gratuit\w*|gratis|\d{1,3} ?%|risarc\w*|indennizz\w*|restitui\w*",
        r"compens\w*|meta (?:del )?prezzo|importo",
    ),
    giving=(
        r"(?:vuole|desidera)",
        r"(?:le|ti|vi|la|noi|gliel\w*)~(?:invieremo|inviamo|manderemo|mandiamo|spediremo|spediamo|"
        r"regaleremo|regaliamo|daremo|diamo|rimborsiamo|rimborseremo|offriamo|offriremo|doneremo|"
        r"accreditiamo|accrediteremo|restituiamo|restituiremo|omaggeremo|premiamo|premieremo)",
        r"(?:ricev|otterr|otten|ottien|vinc|guadagn|benefici|partecip|usufru)\w*|avra|la aspetta",
        r"gratis|in omaggio|rimbors\w*",
        r"(?:per lei|per te|suoi|sono suoi|la aspetta\w*|avra|vuole|le piacerebbe|a nostre spese|la "
        "ringrazieremo)",
    ),
    exchange=(
        r"in cambio|per ringraziar(?:la|ti|vi)",
        r"come (?:ringraziamento|ricompensa|segno|gesto|omaggio|compenso|premio)|in segno di",
        r"a titolo di ringraziamento|a fronte di",
        r"per (?:una|la sua|ogni|la|un|la tua|il suo|il)(?: \w+){0,3} ?{review}",
        r"(?:se|dopo|una volta|quando|appena|con)~{review}",
        r"{review}~(?:e|,|:|=|-|per)~(?:ricev\w*|otten\w*|otterra|vinc\w*|le |ti |avra|partecip\w*)",
        r"(?:lasci|scriv|pubblic|condivid|rimuov|elimin|cambi|modific|cancell)\w*~(?:e|,|"
        r"per)~(?:ricev\w*|otten\w*|otterra|vinc\w*|le \w+mo|la \w+mo|avra)",
        r"screenshot|schermata|prova della",
        r"(?:foto|immagine|copia|schermata|link|prova) (?:del|della|di)|(?:appena|non appena) "
        r"(?:vediamo|"
        "pubblica|sara|la)|basta|deve solo|tutti coloro|chi|ogni cliente|provi|tester",
        "per (?:il suo|il) (?:disturbo|aiuto|tempo)|(?:ogni) {review}|se (?:pubblica|lascia|scrive|"
        "valuta|condivide)",
        "(?:solo|soltanto) (?:una|la sua)|chiediamo (?:solo|soltanto)|(?:per|ogni) {review}|condizione",
    ),
    thanking=(
        r"(?:come|in segno di) (?:\w+ )?(?:ringraziamento|ricompensa)|in (?:cambio|omaggio|regalo)|"
        r"per (?:ringraziar|ricompensar)\w+",
    ),
    settled=(
        r"gia",
        r"(?:abbiamo|e stato|e stata|sono stati|ha)(?: \w+){0,3} (?:rimborsat\w*|applicat\w*|"
        r"dedott\w*|detratt\w*|usat\w*|utilizzat\w*|inviat\w*|accreditat\w*|emess\w*|effettuat\w*|"
        r"ordinat\w*|acquistat\w*|spedit\w*)",
        r"in fattura|sulla fattura|alla fattura|che ha (?:usato|utilizzato|ordinato|acquistato|scelto)",
        r"applicat\w*|detratt\w*",
        r"(?:carta|scatola|confezione|sacchetto|pacchetto|pacco|messaggio|opzione|nastro|biglietto|"
        r"bigliettino|idea|busta) (?:\w+ )?(?:da |per |di )?regalo",
        r"(?:per|come|da|un|il) regalo(?: di| per)? ?(?:compleanno|nozze|natale|il)?(?! amazon| in|"
        r" se| per lei| del valore)",
        r"(?:buono|carta) regalo (?:che ha|ordinat\w*|acquistat\w*|personalizzat\w*|stampat\w*)",
        r"porta ?coupon|destinatario del regalo",
        r"(?:esaurit\w*|a causa)~(?:saldi|promozione|offerta)|(?:chiest|chiede)\w*~sconto",
    ),
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
        r"due al prezzo|fino (?:ad|a) esaurimento|non (?:si |se lo |te lo |se la )?perd\w*|in saldo",
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
        r"(?:appena|ora) (?:arrivat\w*|uscit\w*|lanciat\w*)|novita|si faccia un regalo|perche non "
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
        r"(?:compr|acquist)\w*~(?:riceva|ricev\w*|omaggio|gratis|regal\w*)|piu vendut\w*|faccia presto|"
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
        r"(?:acquist|compr|ordin|pag|rivolg)\w*~direttamente(?: da| presso| sul| a| con)? ?(?:noi|"
        r"nostr\w*)?(?! (?:tramite|con|attraverso) (?:i messaggi|amazon))",
        r"direttamente (?:da|con) noi|vendita diretta|(?:acquist|compr|ordin)\w* da noi",
        r"(?:pag|vers|bonific|invi|trasfer)\w*~(?:paypal|bonifico|western union|bitcoin|contanti|"
        r"postepay|iban|satispay)",
        r"(?:con|via|tramite|suo) (?:paypal|bonifico|postepay)",
        r"(?:nostro|nostre) (?:iban|conto|coordinate bancarie)",
        r"suo (?:indirizzo |conto |account )?paypal",
        r"(?:invi|mand|indich|forn|comunic|scriv|d[ai]|lasc)\w*~(?:sua|suo) (?:e ?-?mail|"
        r"indirizzo (?:e ?-?mail|di posta|mail)|mail|paypal)\b",
        r"(?:scriv|contatt|rispond|mand|invi)\w*~(?:per|via|un'|una|tramite|a mezzo) ?(?:e ?-?mail|"
        r"mail|telefono|sms|posta elettronica)",
        r"(?:ci )?(?:chiam|telefon)(?:i|are|arci|ateci|aci|ami|ate)(?: (?:il|al|pure|ci))?",
        r"(?:nostr[oa]) (?:numero(?: di telefono| verde)?|telefono|linea|e ?-?mail|mail|centralino|"
        r"indirizzo e ?-?mail)",
        r"numero verde|telefonicamente|per telefono|via telefono",
        r"(?:cerc|trov|segu|visit|raggiung|unisc)\w*~(?:su|in|tramite) (?:google|ebay|etsy|facebook|"
        r"instagram|tiktok|internet|youtube|subito|vinted|temu)",
        r"(?:annull|cancell)\w*~(?:ordine|amazon)~(?:direttamente|da noi|nostr\w*|nuovo)",
        "(?:fuori|al di fuori) (?:dalla|della|da questa) piattaforma|modulo (?:di )?contatto|senza "
        "amazon|sul nostro sito|nostr[oa] (?:casella|cellulare|fisso)",
        "(?:ci dia|dia|invii|mandi|indichi|fornisca|lasci|comunichi|qual e|serve|ci serve)~(?:suo|sua) "
        "(?:numero|cellulare|telefono|whatsapp)(?=(?![^.]{0,60}(?:corriere|autista|consegna|"
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
