"""German."""

from spmsg.message.rules.phrases.reviews import ReviewWords

_ALTER = (
    r"\b(?:ab|ver|um|zu)?(?:loe?sch|ae?nder|entfern|zurue?ck(?:zu)?(?:zieh|nehm)|anpass|"
    r"anzupass|verbesser|aktualisier|korrigier|ue?berdenk|revidier|anheb|anzuheb|hochstuf|"
    r"bearbeit|herunternehm|rausnehm|wegnehm|ueberarbeit|uberarbeit|aufwert)(?:en|t|e|n|ung)?"
)
_HAPPY = (
    r"(?:zufrieden|glue?cklich|begeistert|gefa(?:e?)llt|gefallen|mag|mogen|moegen|liebe\w*|"
    r"freude|ue?berzeugt|erfue?llt|passt|bestens|gut|toll|super|entspricht|klappt|happy)"
)

WORDS = ReviewWords(
    review=(
        r"(?:produkt|kunden|amazon|verkae?ufer|haendler|sterne)?(?: )?(?:bewertung(?:en|stext)?|"
        r"rezension(?:en)?|feedbacks?|rueckmeldung auf amazon|beurteilung(?:en)?|kundenmeinung(?:en)?|"
        r"erfahrungsbericht(?:e|s)?|kommentare?|reviews?)",
        r"(?:be|ab)gewertet|bewerte(?:n|t|st)?|rezensiere?n?|rezensiert|zu bewerten|bewert(?:en|e)",
        r"(?:fue?nf|vier|drei|zwei|ein|[1-5]|5/5)(?:en|er|em)? ?-?sternen?(?: ?bewertung\w*|"
        r" ?rezension\w*)?",
        r"sterne?n?",
        r"(?:meinung|erfahrung(?:en)?|eindruck|eindrue?cke)~(?:amazon|teilen|schreiben|online|"
        r"verof\w*|produktseite|posten)",
        r"(?:posten|teilen|verof\w*|hinterlassen|schreiben)~(?:meinung|erfahrung(?:en)?|eindruck|"
        r"eindrue?cke)",
    ),
    not_review=(
        r"(?:kommentare?|feedback|anmerkung\w*)~(?:zu[mr]?|ue?ber) (?:dem |der |den |ihrem |"
        r"unserem )?(?:entwurf|korrekturabzug|layout|design|motiv|muster|skizze|gravur|vorschau|"
        r"druckdaten|abzug)",
        r"(?:energie|risiko|brandschutz|leistungs|zustands|schadens|wert|konformitae?ts)bewertung\w*",
        r"(?:bestell|liefer|geschenk)kommentare?",
        r"bewertung (?:des|der) (?:schadens|schaeden|transportschadens|ruecksendung|reklamation)",
        r"stern(?:en|e)? ?(?:form\w*|foe?rmig\w*|lampe|licht\w*|nachtlicht|lichterkette|motiv\w*|"
        r"aufkleber|deko\w*|muster|himmel|karte|anis|ausstecher|schraube\w*|projektor|hotel)",
        r"(?:fue?nf|[1-5]|vier)?(?: )?sterne? ?(?:hotel|koch|kueche|restaurant|anhaenger|ohrringe|"
        r"wagen|lounge)\w*",
        r"stroh ?sterne?n?|(?:weihnachts|papier|leucht|gold|silber|see|herrnhuter) ?sterne?n?",
        r"\w*sterne?n? (?:aus|in|mit) (?:papier|holz|gold|silber|rot|blau|filz|metall|glas)",
    ),
    praise=(
        r"(?:positive[nrs]?|gute[nrs]?|tolle[nrs]?|sehr gute[nrs]?|super|beste[nrs]?|nette[nrs]?|"
        r"hervorragende[nrs]?|ausgezeichnete[nrs]?|wohlwollende[nrs]?|schoe?ne[nrs]?|"
        r"freundliche[nrs]?|top)(?: \w+){0,1} ?(?:{review})",
        r"(?:mit |vollen? |volle |alle |maximalen? |ganzen )?(?:fue?nf|5|voll\w*|"
        r"maximale?)(?: von (?:5|fue?nf))? ?-?(?:goldene[n]? )?sternen?(?: ?bewertung\w*|"
        r" ?rezension\w*)?",
        r"5 sterne\w*|positiv (?:zu )?bewert\w*|(?:5/5|★{4,5})|gut bewerten",
        r"(?:vier|4) oder (?:fue?nf|5) sterne|bestnote|hoe?chst(?:wertung|bewertung)",
    ),
    neutral=(
        r"ehrlich\w*|positiv oder negativ|negativ oder positiv|gut oder schlecht",
        r"ob (?:gut|positiv|zufrieden)|lob (?:und|oder|wie|als auch) (?:kritik|tadel)|lob wie",
        r"unabhae?ngig davon|neutral\w*|objektiv\w*|was (?:nicht|ihnen nicht)|hotel|egal",
        r"(?:danke|dank|freuten)~fue?r (?:ihre|die)~(?:bewertung|rezension|feedback|sterne)",
    ),
    happy=(
        rf"(?:wenn|falls|sofern|sollten?|da|weil|sobald)~\b{_HAPPY}|{_HAPPY}(?: \w+){{0,4}} ?\?",
        rf"(?:sind|waren|bist) (?:sie|du)~{_HAPPY}|(?:gefae?llt|gefiel|schmeckt|hat)~ihnen",
        r"zufriedene[nr]? kund\w+|^\W*zufrieden\W*$|hat alles~(?:geklappt|gepasst)|nur~zufrieden",
    ),
    divert=(
        r"(?:bevor|ehe|statt|anstatt|vor|anstelle) (?:sie |du |der |ihrer |einer |eine |ihre |uns |"
        r"etwas |schlecht )?(?:~)?(?:{review}|schlecht)",
        r"(?:keine|vermeiden|verzichten|sehen)~(?:negativ|schlecht|kritisch|niedrig)\w* {review}",
        r"(?:negative|schlechte|kritische)[nrs]? (?:{review}) (?:schad|trifft|treffen|gefae?hrd|"
        r"zerstoe?r|ruinier)\w*",
        r"weniger als (?:5|fue?nf)",
    ),
    change=(
        rf"{{review}}~{_ALTER}\b",
        r"\b(?:loe?schen|ae?ndern|entfernen|aktualisieren|ue?berdenken|verbessern|bearbeiten|"
        r"korrigieren|revidieren|ae?nderung|loe?schung|entfernung|anpassung|rue?cknahme|"
        r"lo?eschung)(?: sie)?(?: (?:bitte|doch|noch|dann|einmal|nochmals|uns))*(?: (?:ihre|die|diese|"
        r"den|ihr|dieses|ihrer|der|deine|von|des|schlechte[n]?|negative[n]?|alte[n]?))* (?:{review})",
        rf"(?:auf|in|zu) (?:fue?nf|5|4|vier|mehr|volle) sterne? (?:zu )?(?:{_ALTER}|setzen|erhoe?hen)",
        r"{review}~(?:erhoe?hen|zurue?ckziehen|zurue?cknehmen|herabnehmen|verschwinden|"
        r"zurue?ckzuziehen|zurue?ckzunehmen)",
        r"(?:nehmen|ziehen|nimm|zieh) (?:sie )?(?:bitte )?(?:ihre|die|diese|"
        r"deine)~{review}~(?:zurue?ck|herunter|runter)",
    ),
    change_it=(
        rf"\b(?:sie|diese|die|es|das|ihn)~{_ALTER}\b",
        r"\b(?:loe?schen|ae?ndern|entfernen|ue?berdenken|nehmen) sie (?:sie|diese|das|es)\b",
    ),
)
