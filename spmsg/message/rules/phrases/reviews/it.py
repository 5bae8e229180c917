"""Italian."""

from spmsg.message.rules.phrases.reviews import ReviewWords

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

WORDS = ReviewWords(
    review=(
        r"(?:recensione|recensioni|feedbacks?|valutazion[ei]|giudizi[o]?|opinion[ei]|comment[oi]|"
        r"reviews?|votazion[ei]|vot[oi]|testimonianz[ae]|parer[ei])(?: (?:prodotto|venditore|"
        r"su amazon))?",
        r"(?:recensi(?:re|sca|rlo|rla|rci|sci)|valut(?:are|i|arci|arlo|arla|a)|votare?)",
        r"(?:cinque|quattro|tre|due|una|[1-5]|5/5) ?(?:stelle|stelline|stella)|stell(?:e|a|ine)",
        r"(?:pubblic|post|lasc|condivid|raccont|scriv)\w*~(?:esperienza|opinione|impressioni)",
        "(?:parole|parola|righe|riga|frasi|frase|opinione|esperienza|impressioni|verdetto|critica|"
        "critiche|messaggio|testo)~(?:su|sulla|sotto|sul) (?:amazon|pagina|scheda|nostra pagina|"
        "prodotto|inserzione)",
        "(?:cio|quello|quanto) che (?:ha|hai) (?:scritto|pubblicato|detto)|(?:racconti|dica|spieghi|"
        "faccia sapere)~(?:altri|futuri) (?:acquirenti|clienti|utenti)|pubblicamente|in pubblico|"
        "renderlo pubblico|pubblicarlo|scriverlo su amazon",
        r"(?:brutta|cattiva|bassa|buona|alta|miglior\w*) (?:valutazione|critica|nota|votazione)|"
        r"critiche "
        "negative|sue (?:stelle|parole)|il voto|suo voto|un voto|pagina delle recensioni|pollice",
        "chi ci (?:valuta|recensisce|vota)",
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
    praise=(
        r"(?:buon[ae]?|ottim[aoie]|eccellent[ei]|bell[aoie]|positiv[aoie]|miglior[ei]?|favorevol[ei]|"
        r"splendid[ae]|fantastic[ao]|bel|alta|massim[ao]) (?:{review})",
        r"(?:{review})(?: \w+)? (?:positiv[aoie]|favorevol[ei]|ottim[aoie]|eccellent[ei]|massim[ao]|"
        r"a (?:5|cinque) stelle|da (?:5|cinque) stelle|alt[oai])",
        r"(?:cinque|5|tutte le|le 5) ?(?:stelle|stelline)|5/5|★{4,5}",
        r"(?:quattro|4) o (?:cinque|5) stelle|(?:valut|recens)\w*~(?:positivamente|bene|con 5)",
        r"massimo dei voti|voto massimo|10 e lode",
        r"(?:massimo|miglior\w*|piu alto) (?:voto|punteggio|valutazione)|tutte le stelle|dieci su "
        r"dieci|"
        "10/10|le cinque stelle|un bel (?:dieci|10)|pieni voti",
        "(?:buon[aoe]?|bell[aoe]|ottim[aoe]|eccellent[ei]|miglior[ei]?|alt[aoe]|splendid[aoe]|"
        r"fantastic[aoe]|bel)(?: (?!(?:se|di|che|per|giorno|giornata|sera|lei|e|o)\b)\w+){0,2} "
        r"(?:{review})|{review}(?: \w+){0,2} (?:positiv\w*|favorevol\w*|ottim\w*|eccellent\w*|da 5|a 5|"
        "da cinque|a cinque)",
    ),
    neutral=(
        r"sincer\w*|onest\w*",
        r"(?:positiv[aoi]|buon[ao]|bell[ao]) (?:o|e|che|come|,|sia) ?(?:negativ[aoi]|cattiv[ao]|"
        r"brutt[ao])",
        r"qualunque|sia (?:positiv\w*|buon\w*|pregi)|obiettiv\w*|imparzial\w*|neutral\w*|hotel|albergo",
        r"grazie (?:mille )?per (?:la sua|la tua|la|il suo|aver)~(?:recensione|valutazione|feedback|"
        r"commento|stelle)",
        r"pregi e difetti|nel bene e nel male",
    ),
    happy=(
        rf"\b(?:se|quando|poiche|dato che|qualora|visto che|nel caso)~{_HAPPY}",
        rf"{_HAPPY}(?: \w+){{0,4}} ?\?|(?:e|sei|le e|ti e|siete|rimast[oa]) {_HAPPY}(?=.{{0,60}}\?)",
        rf"(?:solo|soltanto) se~{_HAPPY}|clienti {_HAPPY}",
        r"(?:se|quando|qualora)~(?:tutto (?:va|e|e andato) (?:bene|perfetto|ok|a posto)|merit\w*|"
        r"nessun "
        "problema|quello che si aspettava)",
        r"(?:tutto (?:va |e )?(?:bene|perfetto|ok|a posto))(?: \w+){0,3} ?\?|(?:solo|soltanto) (?:i "
        ")?clienti (?:soddisfatti|contenti)",
    ),
    divert=(
        r"(?:prima|invece|anziche|piuttosto che)(?: di)? ?~(?:{review}|lasciare|pubblicare)",
        r"(?:non|evit\w*)~(?:lasc|pubblic|scriv)\w*~(?:negativ|brutt|bass|cattiv)\w*",
        r"(?:recension[ei]|feedback|valutazion[ei]) (?:negativ|brutt|cattiv)\w*~(?:dannegg|penalizz|"
        r"compromett|rovin|dann)\w*",
        r"meno di (?:5|cinque) stelle",
        r"(?:prima|invece|anziche|piuttosto che|e non)(?: di)?~(?:pubblic\w*|scriver\w* su amazon|"
        r"amazon|"
        r"in pubblico|lament\w*|pagina delle recensioni)",
        r"(?:meno di|sotto le|inferior\w* a|al di sotto di) (?:cinque|5|quattro|4)(?: stelle)?",
        r"(?:brutt|cattiv|bass)\w* (?:voto|valutazione|recensione|punteggio)~(?:dannegg|penalizz|"
        r"compromett|rovin|cost|fa male)\w*|(?:scriva|contatti|parli|dica|avvisi|faccia sapere|"
        r"rivolga)\w*~(?:prima|per prim\w*)|(?:prima)~(?:ci scriva|ci contatti|ce lo dica|si rivolga)",
        r"(?:nessun\w*|senza|niente) (?:\w+ )?(?:brutt[aei]|cattiv[aei]|negativ[aei]|recension[ei] "
        r"negativ[ae])|(?:viviamo|vivere|dipend\w*|sopravviv\w*)~{review}|{review}~(?:vivere|viviamo|"
        r"sopravviv\w*)",
        r"(?:{review}|stell[ea])~(?:abbass|trascin|penalizz|danneggi)\w*~(?:media|classifica|ci|"
        r"account|"
        "negozio)",
        r"(?:contatti|scriva|parli|avvisi)\w*~prima di~(?:{review}|negativ\w*|lasciare|pubblicare|"
        "valutare)",
        r"(?:scontent|insoddisfatt|delus)\w*~(?:scriv|contatt|dic|parl)\w*",
    ),
    change=(
        rf"\b{_ALTER} (?:\w+ )?(?:la sua|il suo|la|il|quella|quel|questa|questo|i|le|sua|suo|la tua|"
        rf"una|un|l')(?: ?\w+){{0,3}} ?{{review}}",
        rf"{{review}}~\b{_ALTER_IT}",
        r"(?:rimozione|modifica|cancellazione|eliminazione|revisione) (?:della|del|di)~{review}",
        r"(?:passare|alzare|cambiare|portare|trasformare)~(?:a|in) (?:5|cinque|4|quattro) stelle",
        r"{review}~(?:venga|essere|sia) (?:rimoss|eliminat|cancellat|modificat|cambiat)\w*",
        r"(?:alz|aument|miglior|riveder|rived|cambi|modific|ripens|alzer\w*|ritocc)\w*~(?:voto|"
        r"stell[ea]|"
        "punteggio|valutazione)",
        r"(?:elimin|cancell|togl|ritir|modific|cambi|ammorbid|corregg|riconsider|"
        r"rettific)\w*~(?:(?:cio|"
        "quello|quanto) che ha|sue parole|sua critica|suo testo|sue stelle|la critica)",
        r"(?:recension[ei]|valutazione|commento|voto|opinione|critica|stell[ea])~(?:sparir\w*|sparisca|"
        r"scompar\w*|e ancora (?:online|visibile|pubblicat\w*|li)|ancora (?:online|visibile))",
        r"(?:pass|trasform|cambi|port)\w*~(?:una|1|2|due|tre|3)(?: stell[ea])? (?:a|in) (?:cinque|5|"
        "quattro|4)",
        "(?:elimin|cancell|modific|cambi|ritir|rimuov|togli|aggiorn|corregg|riconsider|rettific|"
        "annull)(?:are|asse|i|a|ere|ire|esse|rebbe|erebbe|hi)…(?:recension[ei]|feedback|valutazion[ei]|"
        r"opinion[ei]|comment[oi]|vot[oi]|stell[ea]|critic\w+)",
        "(?:recension[ei]|valutazion[ei]|comment[oi]|voto|stell[ea]|feedback)…(?:eliminare|cancellare|"
        "modificare|cambiare|ritirare|rimuovere|togliere|aggiornare|correggere|alzare)",
        r"(?:trasform|cambi|port|pass|alz)\w*~stell[ea]~(?:in|a) (?:5|cinque|4|quattro)",
    ),
    change_it=(
        rf"\b{_ALTER_IT}\b|\b(?:la|lo) (?:rimuov|elimin|cancell|modific|cambi|togl|ritir|aggiorn)\w+",
        r"\b(?:la|lo|le|li) (?:rimuov|elimin|cancell|modific|cambi|togl|ritir|aggiorn|corregg|"
        r"rettific)\w+",
    ),
)
