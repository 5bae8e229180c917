"""German."""

from spmsg.message.rules.phrases.reviews import ReviewWords

_ALTER = (
    r"\b(?:ab|ver|um|zu)?(?:loe?sch|ae?nder(?=n|t|ung)|entfern|zurue?ck(?:zu)?(?:zieh|nehm)|anpass|"
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
        r"(?:wort\w*|worte\w*|zeilen?|satze?n?|meinung\w*|urteil|erfahrung(?:en)?|eindruck|"
        r"eindrucke|lob|"
        "kritik|beitrag|text)~(?:auf|bei|unter|in) (?:amazon|der produktseite|dem produkt|der "
        "artikelseite|unserer seite|der seite)",
        "(?:auf|bei|unter) (?:amazon|der produktseite|der artikelseite|unserer seite)~(?:geschrieben|"
        r"gepostet|veroffentlich\w*|schreiben|posten|meinung|kritik|lob|zeilen)",
        "(?:anderen?|kunden|kaufern|kaufer|leute|amazon kunden)~(?:erzahl|bericht|mitteil|zeig|wissen "
        r"lass)\w*|(?:erzahl|bericht)\w*~(?:anderen|kunden|kaufern)",
        "(?:schlechte|negative|harsche|niedrige|schwache|volle|beste|hohe|gute) (?:note|noten|kritik|"
        "punktzahl|worte|meinung|beurteilung)|punktzahl",
        r"offentlich(?: \w+)?|sternchen|was sie~(?:geschrieben|gepostet)(?: haben)?|bewertungsseite|"
        "daumen (?:hoch|runter)",
        r"rezensenten?|rezensent\w*|bewerter\w*|wer uns bewertet",
        "sagen sie es (?:allen|anderen|der welt)|allen (?:sagen|erzahlen)",
        "(?:sagen|erzahlen) sie es (?:weiter|allen)",
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
        r"(?:volle|hochste|beste|maximale) (?:punktzahl|sternzahl|note|anzahl)|bestbewertung|alle "
        r"sterne|"
        r"volle sternzahl|(?:top|spitzen|best) ?bewertung\w*|10 von 10|wohlwollend",
        "(?:gut|positiv|toll|nett|schon|super|best|hervorragend|freundlich|lobend|erstklassig|"
        r"wohlwollend|fair|top|hoh|spitzen)\w*(?: (?!(?:wenn|eine|einer|eines|uber|die|der|das|ihre|zu|"
        r"fur|und|oder|mit|tag|sie)\b)\w+){0,2} (?:{review}|worte)",
        r"rundum zufrieden|(?:bewertung|note|rezension)\w*~(?:positiv|gut|hoch) (?:ausfallt|"
        r"ausfallen|ist)",
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
        "(?:nur|wenn|falls|sofern)~(?:alles (?:perfekt|gut|in ordnung|bestens|ok|geklappt)|verdient|"
        "keine (?:probleme|mangel|beanstandungen)|ihren erwartungen)",
        r"(?:alles (?:gut|perfekt|ok|okay|bestens|in ordnung))(?: \w+){0,3} ?\?|(?:nur|die|kunden, die|"
        "wer)~(?:zufrieden|glucklich|begeistert) (?:sind|ist|waren)",
        r"(?:super|toll|klasse|spitze|top|schon|zufrieden|begeistert) ?\?",
    ),
    divert=(
        r"(?:bevor|ehe|statt|anstatt|vor|anstelle) (?:sie |du |der |ihrer |einer |eine |ihre |uns |"
        r"etwas |schlecht )?(?:~)?(?:{review}|schlecht)",
        r"(?:keine|vermeiden|verzichten|sehen)~(?:negativ|schlecht|kritisch|niedrig)\w* {review}",
        r"(?:negative|schlechte|kritische)[nrs]? (?:{review}) (?:schad|trifft|treffen|gefae?hrd|"
        r"zerstoe?r|ruinier)\w*",
        r"weniger als (?:5|fue?nf)",
        "(?:statt|anstatt|bevor|ehe|und nicht|nicht erst|vor)~(?:offentlich|oeffentlich|amazon|"
        r"veroffentlich\w*|posten|bewertungsseite|beschwer\w*)",
        r"(?:alles |weniger |jede \w+ )?unter (?:funf|5|vier|4) ?-?sternen?|weniger als (?:funf|5|"
        r"vier|4)",
        r"(?:schlechte|negative|niedrige|schwache)[nrs]? (?:\w+ )?(?:note|noten|bewertung\w*|kritik|"
        r"sterne|rezension\w*)~(?:schad|trifft|treffen|gefahrd|zerstor|ruinier|kost|wehtu|weh)\w*",
        r"(?:zuerst|zunachst|erst|vorher|lieber)(?: \w+){0,2} (?:an uns|bei uns|mit uns|uns)|(?:uns|an "
        r"uns|bei uns|mit uns)(?: \w+){0,2} (?:zuerst|zunachst|vorher)",
        r"(?:keine|kein|ohne) (?:\w+ )?(?:schlechte\w*|negative\w*|niedrige\w*|(?:1|ein|2|zwei) "
        r"stern\w*|"
        "1er) ?(?:{review})?",
        r"(?:{review}|sterne)~(?:druck|senk|zieh|schmaler|verschlecht)\w*~(?:schnitt|ranking|"
        "durchschnitt|runter|uns|konto|geschaft)",
        "(?:leben|angewiesen|hangen|hangt|existenz|uberleben)~(?:gut|positiv|hervorragend|"
        r"best)\w* {review}|nur (?:an|bei) uns|unter uns|"
        "(?:nicht|lieber nicht) (?:bewerten|rezensieren)~sondern",
        "bevor sie~(?:bewerten|rezensieren|schreiben|negativ|posten|urteilen)|(?:schlecht|negativ|doof|"
        r"kritik|unzufrieden)\w*~(?:uns|an uns)|sagen sie es uns|(?:chance|gelegenheit)~(?:bevor|"
        "wiedergutzumachen|in ordnung|beheben)",
        "(?:nicht|keine)~(?:weniger als|unter)~(?:stern|5|4|funf)|(?:keine|nicht)~(?:5|funf) sterne~"
        "(?:melden|schreiben|kontakt)",
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
        "aus~(?:einem|zwei|drei|vier|den|ein|1|2|3) ?(?:sternen?)?~(?:funf|5|vier|4)(?: sterne)? "
        "(?:machen|werden)|(?:nehmen|nimmst|nahmen|ziehen|zogen)~(?:kritik|bewertung|rezension|"
        r"kommentar|worte|stern\w*|note|was sie)~zuruck\w*",
        r"(?:kritik|bewertung\w*|rezension\w*|kommentar\w*|note|sterne?|worte)~(?:loschen|andern|"
        r"entfernen|anpassen|zuruckziehen|zurucknehmen|verschwinden|verschwindet|verbessern|anheben|"
        r"nach "
        r"oben|hochsetzen|aufstocken|erhohen|uberdenken|abandern|umwandeln|tilgen|streichen|"
        r"herausnehmen|"
        "offline nehmen|runternehmen|korrigieren|uberarbeiten|aktualisieren)",
        "(?:loschen|andern|entfernen|uberdenken|korrigieren|streichen|verbessern|uberarbeiten|"
        r"aktualisieren)(?: sie)?(?: \w+){0,3} (?:was sie geschrieben|kritik|ihre worte|ihren beitrag|"
        "ihre note)|noch einmal (?:uberdenken|uber ihre bewertung)",
        "(?:steht|stehen|ist|sind)~(?:immer noch|noch immer|noch)~(?:online|auf amazon)",
        r"(?:losch|ander(?=n|t|ung)|entfern|anpass|uberdenk|korrigier|streich|uberarbeit|"
        r"aktualisier|bearbeit|"
        r"revidier|anheb|aufwert|tilg)\w*…(?:bewertung\w*|rezension\w*|kommentar\w*|sterne?n?|note|"
        "feedback|kritik)",
        r"(?:bewertung\w*|rezension\w*|kommentar\w*|sterne?n?|note|feedback|kritik)~(?:losch|"
        r"ander(?=n|t|ung)|entfern|anpass|anzupass|uberdenk|korrigier|streich|uberarbeit|"
        r"aktualisier|revidier|anheb|"
        r"anzuheb|aufwert|tilg|zuruckzunehm|zuruckzuzieh)\w+",
        "(?:aus|von)~(?:sternen?|stern)~(?:5|funf|4|vier)|(?:machen|wandeln|verwandeln)~(?:5|funf)(?: "
        "sterne)?",
        r"(?:berichtig|richtigstell)\w*…(?:bewertung\w*|rezension\w*|kommentar\w*)|(?:mehr|hohere|"
        "bessere) (?:sterne|bewertung)~(?:fair|verdient|angebracht|schon|moglich)",
        r"(?:berichtig|richtigstell)\w*(?: sie)? (?:ihre|die|diese) (?:bewertung\w*|rezension\w*|"
        r"kommentar\w*)",
    ),
    change_it=(
        rf"\b(?:sie|diese|die|es|das|ihn)~{_ALTER}\b",
        r"\b(?:loe?schen|ae?ndern|entfernen|ue?berdenken|nehmen) sie (?:sie|diese|das|es)\b",
        "(?:uberlegen|uberdenken|denken) sie~(?:noch einmal|nochmal|daruber)|noch einmal (?:zu "
        ")?(?:uberlegen|uberdenken)",
    ),
)
