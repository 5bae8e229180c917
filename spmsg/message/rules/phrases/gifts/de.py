"""German."""

from spmsg.message.rules.phrases.gifts import GiftWords

WORDS = GiftWords(
    gift=(
        r"\w*gutschein\w*|(?:amazon )?geschenk ?kart\w+|geschenke?s?|verlos\w*|schenken (?:wir|ihnen)",
        r"wir schenken|prae?mien?|belohnung(?:en)?|pra?esent|bonus|rabatt\w*|cash ?back|gewinnspiel",
        r"verlosung|gewinne?|guthaben|dankeschoe?n|aufmerksamkeit|vergue?tung|provision|ue?berraschung",
        r"treuepunkte|preisnachlass",
        r"(?:gratis|kostenlos\w*|geschenkt\w*|umsonst)(?: \w+){0,2} ?(?:produkt\w*|artikel|muster|"
        r"probe|zweit\w*|weitere\w*|exemplar|zubehoe?r|flasche|packung|set|ladegeraet|testprodukt\w*|"
        r"armband|huelle|filter)",
        r"gratis\w*|zweite[srn]?~(?:gratis|kostenlos|geschenkt)",
        r"(?:\d{1,4}(?:,\d\d)? ?(?:€|euro|eur)|(?:€|eur) ?\d{1,4})|paypal",
        r"(?:verlae?ngert\w*|zusae?tzlich\w*|laengere|erweitert\w*|extra)(?: \w+){0,2} garantie\w*",
        r"garantie ?verlae?ngerung|(?:jahr|monate?|jahre)~(?:extra )?garantie",
        r"(?:zehn|funf|funfzehn|zwanzig|funfzig|ein paar|\d{1,3}) (?:euro|eur|€|franken)|kleinigkeit|"
        "mitbringsel|extra|geht (?:auf uns|aufs haus)|aufs haus|bares|barauszahlung|pramie",
        r"(?:ein|das|zweite\w*|weitere\w*|noch ein)~(?:gratis|kostenlos|geschenkt|umsonst|dazu)|"
        r"zweite\w* (?:paar|stuck|exemplar|set|teil)|gewinnchance|tablet|reise|(?:bezahlen|zahlen|"
        r"vergut\w*|belohn\w*|honorier\w*)~fur~{review}",
        "garantie|(?:monate|jahre?)~(?:extra|mehr|zusatzlich)~(?:garantie)?|geld wert|ipad|iphone|"
        "(?:behalten|gratis|kostenlos)~(?:produkt|artikel)|(?:produkt|artikel)~(?:gratis|behalten|"
        "kostenlos)|gewinnen",
        r"verlos\w*",
    ),
    remedy=(
        r"(?:kaufpreis|betrag|geld|preis|haelfte|halfte|summe|kosten)~(?:zurue?ck\w*|erstatt\w*)",
        r"(?:rue?ck)?erstatt\w*|geld zurue?ck|erlass\w*|nachlass|entschae?dig\w*|kostenlos\w*",
        r"kostenfrei|umsonst|gratis|\d{1,3} ?%|ersatz\w*",
        "kaufpreis|(?:ubernehmen|zahlen|erstatten|tragen)~(?:kosten|preis|betrag)",
        "das geld|ihr geld",
    ),
    giving=(
        r"(?:moe?chten|wollen) sie",
        r"(?:wir|ich)~(?:senden|schicken|schenken|geben|erstatten|ue?berweisen|zahlen|bieten|legen|"
        r"belohnen|gewae?hren|revanchieren|ue?bernehmen|bedanken|spendieren|schicke|sende|erstatte)",
        r"(?:senden|schicken|schenken|geben|erstatten|ue?berweisen|zahlen|bieten|belohnen|gewae?hren|"
        r"verlosen|bekommen|erhalten|gewinnen|sichern|verdienen) (?:wir|sie|ich|ihnen)",
        r"(?:sie|jeder|alle|du)~(?:erhae?lt|erhalten|bekommt|bekommen|kriegen|gewinnt|gewinnen|"
        r"erhaltet)",
        r"(?:erhalten|bekommen|sichern|gewinnen|kassieren) sie|erhae?lt\w*|bekommen|wartet auf sie",
        r"gibt es|gibt's|schenken|zurue?ck",
        "(?:gehoren|gehort|winkt|winken|warten|wartet|liegt|sind|ist) ~(?:ihnen|sie|bereit|drin)|"
        "ubernehmen wir|haben lust|wie ware es",
        "(?:schicken|senden|schenken|uberweisen|legen|geben|kassieren|verlosen)",
    ),
    exchange=(
        r"im gegenzug",
        r"als (?:kleines |kleine |grosses )?(?:dankeschoe?n|dank|gegenleistung|belohnung|"
        r"aufmerksamkeit|anerkennung|geste)",
        r"dafue?r|zum dank|im austausch|als gegen\w+|honorieren|belohn\w*",
        r"fue?r (?:(?:ihre|eine|jede|die|deine|ein|ihr|jedes)(?: \w+){0,3} )?{review}",
        r"gegen (?:eine )?{review}",
        r"(?:wenn|falls|sobald|nachdem|sofern|nach)(?: \w+){0,6} {review}",
        r"{review}~(?:und|,|-|:|=|dann)~(?:erhalten|bekommen|sichern|gewinnen|wir|gibt|schicken|"
        r"senden|schenken|erstatten|kassieren)",
        r"screenshot|bildschirmfoto|nachweis",
        r"(?:schreiben|bewerten|hinterlassen|posten|verfassen|loe?schen|ae?ndern|"
        r"entfernen) sie~(?:und|dann|,)~(?:erhalten|bekommen|sichern|gewinnen|wir|gibt|schicken|"
        r"senden)",
        r"(?:sie~)?(?:loe?schen|ae?ndern|entfernen|zurue?ckziehen)",
        "(?:foto|bild|link|kopie|beleg|nachweis|screenshot) (?:ihrer|der|zur|von)|wer|alle, die|jeder, "
        r"der|gegen (?:ein paar|einige|ihre|eine|wenige)|dann (?:gibt|bekommen|erhalten|schicken|"
        r"senden)|"
        "testen sie|einfach (?:eine|ihre|kurz)",
        "fur ihre muhe|sie schreiben|sie bewerten|{review} (?:abgeben|schreiben|posten|verfassen)",
        r"(?:nur|lediglich|einfach) (?:um )?(?:eine|ihre)|bitten (?:wir )?nur|(?:pro|je) (?:\w+ "
        ")?{review}|voraussetzung|bedingung|wenn sie~{review}",
    ),
    thanking=(
        r"als (?:\w+ ){0,2}(?:dankeschoe?n|dank|belohnung|gegenleistung|anerkennung)",
        r"im gegenzug|zum dank|zum dankeschon",
    ),
    settled=(
        r"bereits|schon|(?:geschickt|gesendet|geliefert|ersetzt|erstattet|uberwiesen) (?:haben|wurde)",
        r"(?:haben|hatten|ist|wurde|wurden|habe) ?~(?:abgezogen|verrechnet|berue?cksichtigt|"
        r"eingeloe?st|verwendet|erstattet|angewendet|gutgeschrieben|zurue?ckerstattet|ue?berwiesen|"
        r"eingesetzt|bestellt)",
        r"auf (?:der|ihrer) rechnung|eingeloe?st\w*|bestellte[nr]?|gekauft\w*|abgezogen\w*",
        r"berue?cksichtigt|verrechnet",
        r"geschenk(?:verpackung|papier|box|schachtel|karton|band|option|nachricht|tue?te|anhae?nger|"
        r"idee|set|korb|schleife|gruss|verpackt)",
        r"gutschein(?:heft|mappe|karte aus|box|huelle|vorlage|druck|umschlag)|rabatt(?:ierte|iert)",
        r"als geschenk|gewinne? (?:von|an)|rabatt auf der|korrektur\w*",
        r"geschenke? (?:fue?r (?:ihre|ihren|die|den)|verpackt)",
        "reklamation|kratzer|schaden|mangel",
        r"wegen~(?:verkauf|aktion|sale|angebot|schlussverkauf)\w*|(?:fragten|gefragt|baten)~(?:rabatt|"
        "nachlass|gutschein)",
    ),
)
