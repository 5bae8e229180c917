"""Italian."""

from spmsg.message.rules.phrases import Words

_ALTER = (
    r"(?:rimuov|elimin|cancell|modific|cambi|togli|ritir|aggiorn|corregg|rivede|riconsider|"
    r"miglior|alz|rettific|ripens|cambiat)(?:ere|are|a|i|iate|hi|hino|esse|assi|erebbe|ebbe|"
    r"er\w+|ar\w+|ando|endo|re)?(?:la|lo|le|li)?"
)
_ALTER_IT = (
    r"(?:rimuover|eliminar|cancellar|modificar|cambiar|toglier|ritirar|aggiornar|correggerl|"
    r"corregger|riveder|riconsiderar|migliorar)(?:la|lo|le|li)"
)
_HAPPY = (
    r"(?:soddisfatt\w*|content\w*|felic\w*|piac\w*|piaciut\w*|ador\w*|entusiast\w*|gradit\w*|"
    r"apprezzat\w*|apprezza|perfett\w*|aspettative|tutto (?:bene|ok)|trov\w* bene)"
)

WORDS = Words(
    common=frozenset(
        [
            "il",
            "gli",
            "della",
            "del",
            "che",
            "per",
            "con",
            "una",
            "sono",
            "abbiamo",
            "puo",
            "suo",
            "sua",
            "ordine",
            "grazie",
            "buongiorno",
            "lei",
            "le",
            "ci",
            "non",
            "di",
            "nel",
            "dei",
            "piu",
            "anche",
            "questo",
            "questa",
            "pacco",
            "gentile",
            "cliente",
            "nostro",
            "nostra",
            "alla",
            "oggi",
            "salve",
            "potrebbe",
        ]
    ),
    review=(
        r"(?:recensione|recensioni|feedbacks?|valutazion[ei]|giudizi[o]?|opinion[ei]|comment[oi]|"
        r"reviews?|votazion[ei]|vot[oi]|testimonianz[ae]|parer[ei])(?: (?:prodotto|venditore|"
        r"su amazon))?",
        r"(?:recensi(?:re|sca|rlo|rla|rci|sci)|valut(?:are|i|arci|arlo|arla|a)|votare?)",
        r"(?:cinque|quattro|tre|due|una|[1-5]|5/5) ?(?:stelle|stelline|stella)|stell(?:e|a|ine)",
        r"(?:pubblic|post|lasc|condivid|raccont|scriv)\w*~(?:esperienza|opinione|impressioni)",
    ),
    not_review=(
        r"(?:comment[oi]|parere|opinion[ei]|feedback|osservazion[ei])~(?:sull[ae']|sul|della|del|"
        r"riguardo|per) ?(?:la |il |sua |suo |nostra |nostro )?(?:bozza|prova|incisione|grafica|"
        r"disegno|anteprima|progetto|campione)",
        r"(?:note|commenti) (?:di consegna|per il corriere|dell'ordine)",
        r"valutazione (?:del danno|dei danni|energetica|dei rischi|tecnica)|a suo (?:parere|giudizio)",
        r"secondo (?:il )?(?:suo|nostro) parere|valutare (?:il danno|i danni|la bozza|se|come)",
        r"(?:a forma di|lampada a|forma di|proiettore di|luci a|motivo a|con|lampada con|ghirlanda di|"
        r"stampo a) stell(?:a|e|ine|ina)",
        r"stell(?:e|a|ine) (?:marin\w*|cadent\w*|di natale|polare|adesiv\w*|luminos\w*|fluorescent\w*|"
        r"decorativ\w*|di (?:carta|legno|metallo|stoffa)|filanti|dorat\w*)",
        r"(?:hotel|albergo)(?: \w+)? (?:a )?(?:cinque|quattro|[1-5]) ?stelle",
    ),
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
    ),
    negation=(r"non|mai|nessun\w*|senza|vietat\w*|ne|nulla|niente|impossibile|proibit\w*",),
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
    ),
    praise=(
        r"(?:buon[ae]?|ottim[aoie]|eccellent[ei]|bell[aoie]|positiv[aoie]|miglior[ei]?|favorevol[ei]|"
        r"splendid[ae]|fantastic[ao]|bel|alta|massim[ao]) (?:{review})",
        r"(?:{review})(?: \w+)? (?:positiv[aoie]|favorevol[ei]|ottim[aoie]|eccellent[ei]|massim[ao]|"
        r"a (?:5|cinque) stelle|da (?:5|cinque) stelle|alt[oai])",
        r"(?:cinque|5|tutte le|le 5) ?(?:stelle|stelline)|5/5|★{4,5}",
        r"(?:quattro|4) o (?:cinque|5) stelle|(?:valut|recens)\w*~(?:positivamente|bene|con 5)",
        r"massimo dei voti|voto massimo|10 e lode",
    ),
    neutral=(
        r"sincer\w*|onest\w*",
        r"(?:positiv[aoi]|buon[ao]|bell[ao]) (?:o|e|che|come|,|sia) ?(?:negativ[aoi]|cattiv[ao]|brutt[ao])",
        r"qualunque|sia (?:positiv\w*|buon\w*|pregi)|obiettiv\w*|imparzial\w*|neutral\w*|hotel|albergo",
        r"grazie (?:mille )?per (?:la sua|la tua|la|il suo|aver)~(?:recensione|valutazione|feedback|"
        r"commento|stelle)",
        r"pregi e difetti|nel bene e nel male",
    ),
    happy=(
        rf"\b(?:se|quando|poiche|dato che|qualora|visto che|nel caso)~{_HAPPY}",
        rf"{_HAPPY}(?: \w+){{0,4}} ?\?|(?:e|sei|le e|ti e|siete|rimast[oa]) {_HAPPY}(?=.{{0,60}}\?)",
        rf"(?:solo|soltanto) se~{_HAPPY}|clienti {_HAPPY}",
    ),
    divert=(
        r"(?:prima|invece|anziche|piuttosto che)(?: di)? ?~(?:{review}|lasciare|pubblicare)",
        r"(?:non|evit\w*)~(?:lasc|pubblic|scriv)\w*~(?:negativ|brutt|bass|cattiv)\w*",
        r"(?:recension[ei]|feedback|valutazion[ei]) (?:negativ|brutt|cattiv)\w*~(?:dannegg|penalizz|"
        r"compromett|rovin|dann)\w*",
        r"meno di (?:5|cinque) stelle",
    ),
    change=(
        rf"\b{_ALTER} (?:\w+ )?(?:la sua|il suo|la|il|quella|quel|questa|questo|i|le|sua|suo|la tua|"
        rf"una|un|l')(?: ?\w+){{0,3}} ?{{review}}",
        rf"{{review}}~\b{_ALTER_IT}",
        r"(?:rimozione|modifica|cancellazione|eliminazione|revisione) (?:della|del|di)~{review}",
        r"(?:passare|alzare|cambiare|portare|trasformare)~(?:a|in) (?:5|cinque|4|quattro) stelle",
        r"{review}~(?:venga|essere|sia) (?:rimoss|eliminat|cancellat|modificat|cambiat)\w*",
    ),
    change_it=(
        rf"\b{_ALTER_IT}\b|\b(?:la|lo) (?:rimuov|elimin|cancell|modific|cambi|togl|ritir|aggiorn)\w+",
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
        r"(?:scopr|visit|consult|dia|esplor|guard|prov|acquist|approfitt|"
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
    ),
    reach=(
        r"su|via|tramite|per|nostr\w*|scriv\w*|contatt\w*|aggiung\w*|gruppo|numero|messaggi\w*|invi\w*",
        r"mand\w*|segu\w*|chat|account|id|unisc\w*|ci|a|al",
    ),
    only_shown=(
        r"notific\w*|compatibil\w*|funzion\w*|mostr\w*|adesiv\w*|stickers?|logo|icon\w*|motivo",
        r"orologio|smartwatch|cuffie|preinstallat\w*|install\w*|supporta|tazza|microfono|visualizz\w*",
    ),
    idle=(
        r"(?:salve|buongiorno|buonasera|ciao|gentile|egregi[oa]|caro|cara)(?:[,\s].{0,40})?",
        r"(?:(?:buongiorno|salve|gentile)[^,]{0,30}, )?(?:tante |mille |ancora )?grazie(?: (?:per|"
        r"mille|ancora|di) .{0,90})?",
        r"la ringraziamo.{0,90}|siamo (?:lieti|felici).{0,80}",
        r"(?:speriamo|auguriamo|le auguriamo|ci auguriamo|buona|buon) .{0,90}",
        r"(?:per qualsiasi|se ha|se dovesse|in caso di|non esiti|per ogni)~(?:domand|problem|dubbi|"
        r"necessit|bisogn|contattar|scriver)\w*.{0,70}",
        r"(?:siamo|restiamo|rimaniamo) .{0,30}(?:disposizione|aiutarla|per lei).{0,40}",
        r"(?:il )?suo (?:ordine|pacco|acquisto|articolo)(?: .{0,40})? (?:e stato|e|sara|arrivera|"
        r"e gia|e in) .{0,40}(?:spedito|confermato|viaggio|consegnato|ricevuto|inviato|partito|"
        r"consegna|arrivo|registrato|evaso).{0,60}",
        r"(?:il )?suo (?:ordine|pacco) arrivera .{0,40}",
        r"abbiamo (?:spedito|ricevuto|confermato|inviato|evaso) il suo .{0,60}",
        r"(?:il )?(?:numero di tracciamento|codice di tracking|tracking).{0,50}",
        r"(?:cordiali|distinti|cari) saluti.{0,40}|il team .{0,30}|lo staff.{0,30}",
    ),
)
