"""Italian."""

from spmsg.message.rules.phrases.gifts import GiftWords

WORDS = GiftWords(
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
)
