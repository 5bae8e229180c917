"""German."""

from spmsg.message.rules.phrases.trade import TradeWords

WORDS = TradeWords(
    promotion=(
        r"(?:rabatt|gutschein|aktions|promo|coupon|vorteils|empfehlungs|werbe|spar) ?-?codes?(?! ihre[sr])",
        r"(?:mit|nutzen|verwenden|benutzen)~code [a-z]{3,}\d{1,3}(?![\w-])",
        r"\d{1,2} ?(?:%|prozent)~(?:rabatt|nachlass|gue?nstiger|sparen|reduziert|auf alle?s?|auf die|"
        r"auf das ganze|auf unser\w*|ermae?ssigung|billiger|auf ihre nae?chste)",
        r"(?:sparen|spar) (?:sie )?(?:\w+ )?(?:\d{1,2} ?%|\d+ ?(?:€|euro))",
        r"rabatt (?:von|auf|fue?r|in hoe?he)|sonderrabatt\w*|neukundenrabatt",
        r"(?:sonder|spezial|exklusiv|sommer|winter|weihnachts|wochenend|tages|top|rabatt|frue?hlings|"
        r"oster|herbst) ?-?(?:angebote?n?|aktion(?:en)?|preise?n?|verkauf)",
        r"(?:exklusive[sn]?|besondere[sn]?|tolle[sn]?|limitierte[sn]?|unschlagbare[sn]?|"
        r"attraktive[sn]?) (?:angebote?n?|rabatte?|preise?n?)",
        r"schlussverkauf|black friday|schnae?ppchen\w*|sale|ausverkauf",
        r"nur (?:diese woche|heute|noch heute|kurze zeit|fue?r kurze)~(?:rabatt|%|angebot|sparen|"
        r"reduziert)",
        r"solange der vorrat reicht|zwei zum preis|2 fue?r 1|3 fue?r 2",
        r"newsletters?|abonnieren|treueprogramm|kundenclub",
        r"vip[\s-]?(?:club|gruppe|kunde\w*|liste|programm)|freunde werben|empfehlen sie uns",
        r"empfehlen~(?:freunden|bekannten|weiter)|produkttester\w*|folgen sie uns|liken sie|follow",
        r"(?:entdecken|besuchen|schauen|stoe?bern|sehen|durchstoe?bern|probieren|kennen|kennst|"
        r"empfehlen|vorstellen|prae?sentieren)~(?:unser\w*)(?: \w+){0,2} (?:shop|laden|sortiment|"
        r"kollektion|produkte\w*|angebote?|artikel|neuheiten|store|katalog|auswahl|serie|bestseller|"
        r"storefront|neue\w*)",
        r"neue[rsn]? (?:kollektion|produkte?|artikel|serie) (?:ist|sind|jetzt|da|eingetroffen|im)",
        r"unsere (?:neue|neuen|neueste|anderen|weiteren|aktuelle)\w* (?:kollektion|produkte|artikel|"
        r"angebote|serie|neuheiten)",
        r"passend dazu|kue?nnte ihnen auch gefallen|auch interessieren",
        r"(?:nae?chste[nrs]?|kue?nftige[nrs]?|weitere[nrs]?|folgende[nrs]?|zweite[nrs]?|"
        r"zukue?nftige[nrs]?) (?:bestellung|einkauf|kauf|mal)(?:en|s|es)?~(?:rabatt|gutschein|sparen|"
        r"gratis|kostenlos|coupon|nachlass|code|prozent|%)",
        r"(?:rabatt|gutschein|coupon|nachlass|prozent|%|code)~(?:nae?chste[nrs]?|kue?nftige[nrs]?|"
        r"weitere[nrs]?|zweite[nrs]?) (?:bestellung|einkauf|kauf)",
        r"(?:schenken|senden|schicken|erhalten|bekommen|anbei|sichern|hier ist)~(?:gutschein|coupon|"
        r"rabatt)(?:e|s)?",
        r"(?:\d{1,2} ?(?:%|prozent)|deutlich|jetzt)~(?:gunstiger|billiger|reduziert|herabgesetzt|"
        r"preiswerter)|(?<!\d\s)-\d{1,2} ?%|(?:zehn|zwanzig|dreissig|funfzig) prozent (?:rabatt|gunstiger|"
        "nachlass|auf)",
        r"kennen sie (?:schon|bereits)|haben sie (?:schon|bereits) (?:unser\w*|die neu\w*)~(?:gesehen|"
        "entdeckt|probiert|ausprobiert)|wussten sie(?: schon)?, dass wir",
        r"(?:passende|dazu passende|perfekte|ideale)[nrs]? (?:\w+ )?(?:erganzung|zubehor|geschenk\w*)|"
        "geschenkideen?|gonnen sie sich|warum nicht gleich",
        "(?:neu eingetroffen|frisch eingetroffen|neu im (?:shop|sortiment|programm)|neu "
        "bei uns|jetzt neu|ab sofort (?:bei uns|erhaltlich|im))",
        "(?:jetzt|heute|schnell|gleich) (?:zugreifen|zuschlagen|nachbestellen|sichern|bestellen und)|"
        "zeit fur nachschub|vorrat auffullen|(?:gleich|gern|einfach|bei uns|rechtzeitig)~nachbestellen",
        r"(?:drei|zwei|3|2|4) (?:zum preis|fur den preis)|zum preis von|dauertiefpreis\w*|tiefpreis\w*|"
        r"bestpreis\w*|sonderpreis\w*|knallerpreis\w*|zum halben preis|(?:nur )?fur stammkunden|"
        r"preissturz|preis ?aktion",
        r"(?:freunde|freunden|bekannten|familie)~(?:erzahl|empfehl|weitersag|werb)\w*|sagen sie es "
        r"weiter|weiterempfehl\w*|erzahlen sie~(?:freunden|bekannten)",
        "(?:einkauf|bestellung|warenkorb)~(?:gratis dazu|versandkostenfrei)|versandkostenfrei ab|"
        r"aktionswoche\w*|rabattaktion\w*|rabattwoche\w*",
        r"(?:auch|jetzt auch|nun auch) (?:\w+ ){0,3}im (?:sortiment|angebot|programm)|im angebot(?! "
        "(?:von|der|enthalten|steht|war))",
        r"(?:(?:rabatt|verkaufs?|sonder|preis|spar|gutschein|bonus|werbe|herbst|sommer|winter|oster|"
        r"weihnachts|fruhjahrs|fruhlings|gratis|oktober|treue)-?aktion(?:en)?|(?:unsere[rn]?|diese|"
        r"grosse|zur|neue|jetzt|nur|tolle) aktion(?:en|"
        r"s(?:preis|angebot|woche|rabatt|code|ware)\w*)?)\b|(?:jetzt|stark|radikal|kraftig|alle\w*|"
        r"preise?|%|prozent|"
        r"euro|€)~reduziert\w*|reduzierte[nrs]? (?:preis\w*|artikel|ware|modelle?)|sparen~(?:%|"
        r"prozent)|(?:%|prozent)~sparen|(?:einen )?blick~(?:unser\w*|shop|storefront|sortiment)|"
        r"unsere "
        r"(?:anderen|weiteren|ubrigen|sonstigen|gesamte\w*)",
        r"mengenrabatt\w*|staffelpreis\w*|grosshandel\w*|gewinnen sie|verlosung|passt (?:perfekt|"
        "wunderbar|ideal) zu|neu eingetroffen|sparen sie|raumungsverkauf|abverkauf|ausverkauf",
        r"(?:kauf|bestell)\w*~(?:gratis|geschenkt|kostenlos dazu)|gratis dazu|bestseller|greifen "
        r"sie~zu|schnell sein|jetzt (?:bestellen|kaufen|sichern|sparen)|(?:%|prozent) rabatt|ab \d+ "
        "stuck|neuer (?:shop|store|laden)|vorbestellen sie|unsere? (?:besten|treuen|treue)n? kunden",
        r"unsere[nrms]? neuen? (?!(?:adresse|anschrift|lager|spediteur|lieferant\w*|mitarbeiter\w*|"
        r"kollege\w*|anleitung|charge|version|verpackung\w*|software|offnungszeiten|zeiten|rechnung|"
        r"halle|werkstatt|"
        r"filiale|spedition|versand\w*|grosse|nummer|raume|system)\b)\w+|(?:steigen sie|umsteigen|"
        r"upgrade)~(?:auf (?:unser|das \w+-?modell|das neue|die neue|den neuen)|um nur)|(?:nur|exklusiv) "
        r"fur "
        "sie|(?:3|2|drei) fur (?:2|1|zwei)",
        "mehr (?:kaufen|bestellen)~(?:mehr )?sparen|je mehr sie|(?:%|prozent) fur sie|%~"
        r"[a-z]{3,10}\d{1,2}|(?:andere )?kunden~(?:kauften|kaufen) auch|(?:mehr|auswahl|packs?|"
        r"multipacks?|sets?|neue?\w*|finden|gibt es|gunstig\w*)~in unserem (?:shop|store)",
    ),
    elsewhere=(
        r"(?:unser(?:e[mnrs]?)?|meine[mnr]?|auf unserer)(?: eigene[mnrs]?| neue[mnrs]?|"
        r" offizielle[mnrs]?)? ?(?:online ?-?)?(?:webseite|website|web ?-?site|homepage|internetseite|"
        r"web ?-?shop|online ?-?shop|onlineshop|internetshop|online ?-?laden|facebook\S*|instagram\S*|"
        r"ebay\S*|etsy\S*|e shop|app|kleinanzeigen|firmenseite|shop im internet)",
        r"(?:ausserhalb|abseits) (?:von )?amazon",
        r"(?:statt|anstatt|ohne|gue?nstiger als|billiger als|anstelle)~amazon(?!-?(?:nachricht|lager))|"
        r"nicht (?:mehr )?(?:ue?ber|bei|auf|von|via) amazon(?!-?(?:nachricht|lager))",
        r"bei uns im (?:laden|geschaft|shop)~(?:kauf|bestell|einkauf)\w*|an amazon vorbei|"
        r"amazon ?-?(?:gebue?hr\w*|provision)|amazon (?:umgehen|sparen)",
        r"(?:direkt|privat|persoe?nlich) (?:bei|von|ue?ber|mit) (?:uns|mir|unser\w*)(?! (?:ue?ber|"
        r"via) (?:das |die )?amazon)~(?:bestell\w*|kauf\w*|einkauf\w*|bezieh\w*|ordern?|shoppen|"
        r"bezahl\w*|abwickel\w*)",
        r"(?:bestell|kauf|bezahl)\w*~direkt (?:(?:bei|ue?ber|von|an) (?:uns(?! werk)|mir|"
        r"unser\w*(?! (?:\w+ )?(?:lager|werk|lieferant\w*|hersteller)))|im (?!(?:paket|karton|lager|werk)))",
        r"(?:direktbestellung|direktkauf|direktverkauf)",
        r"(?:zahl|bezahl|ue?berweis|begleich|schick)\w*~(?:paypal|bankue?berweisung|ue?berweisung|"
        r"iban|unser konto|western union|bitcoin|vorkasse|klarna|\bbar)",
        r"(?:per|via|ue?ber|mit|ihre|ihr) (?:paypal|vorkasse)\S*(?: ?-?(?:adresse|konto))?",
        r"(?:unsere|unser) (?:bankverbindung|iban|konto)|ue?berweisen sie",
        r"(?:senden|schicken|nennen|geben|teilen|mailen|verraten)~ihre (?:private )?(?:e ?mail\S*|"
        r"mail\S*|paypal\S*|private\w* \w+)",
        r"(?:per|via|ue?ber|eine) (?:e ?-?)?mail(?: an uns| schreiben| senden| kontakt\w*| erreich\w*|"
        r" melden)?(?=.{0,40}(?:uns|kontakt|schreib|erreich|melden|schick|send))",
        r"(?:schreiben|kontaktieren|erreichen|senden)~(?:per|via|eine|ue?ber) (?:e ?-?)?(?:mail|"
        r"telefon|sms)",
        r"(?:rufen|ruf) (?:sie )?(?:uns|mich|bei uns)|rufen sie~(?:uns |unser\w* )?(?:an|hotline)",
        r"unser\w* (?:\w+ )?(?:hotline|telefonnummer|rufnummer|servicenummer|e ?-?mail\S*|mailadresse|"
        r"telefon)",
        r"(?:uns|mich|hotline|einfach|gern|jederzeit|nummer)~anrufen|anrufen unter|telefonisch (?:unter|"
        r"erreich|bei uns|kontakt)\w*",
        r"unter der (?:telefon|ruf|handy)?nummer",
        r"(?:googeln|suchen|finden|besuchen|folgen)~(?:uns|unser\w*|nach uns)~(?:auf|bei|ue?ber|"
        r"im) (?:google|ebay|etsy|facebook|instagram|tiktok|internet|web|youtube|kleinanzeigen|temu)",
        r"storn\w*~(?:amazon|bestellung)~(?:direkt|bei uns|neu|erneut|webshop)",
        r"ohne amazon|an (?:der plattform|amazon) vorbei|(?:ausserhalb|abseits) (?:der|dieser) "
        r"plattform|"
        "kontaktformular|(?:auf|uber|unter) unserer (?:internetseite|firmenseite|domain|seite (?:im|"
        r"unter|bestell\w*|kauf\w*))",
        "(?:nennen|geben|senden|schicken|teilen|schreiben|brauchen|benotigen|hinterlassen|verraten|wie "
        r"lautet|wie ist)~(?:handy|telefon|mobil|ruf|mail|e mail)\S*(?=(?![^.]{0,60}(?:spediteur|"
        "spedition|fahrer|zusteller|paketdienst|lieferdienst|zustell|avis|dhl|dpd|hulle|"
        "modell)).{0,80}(?:anruf|ruf|telefon|sprech|klar|besprech|$))",
        "(?:klaren|besprechen|regeln|erklaren|losen|sprechen)~(?:telefonisch|am telefon|per telefon)|"
        "telefonisch (?:klaren|besprechen|regeln|erklaren)|am telefon",
        r"(?:bestell|kauf|order|bezieh)\w*~(?:ohne umweg|privat|bei uns direkt|direkt)~(?:amazon|"
        "gunstiger|billiger)|(?:gunstiger|billiger|besserer preis|bessere konditionen)~(?:direkt|bei "
        "uns|ohne amazon|webshop|homepage)",
        "(?:googeln|googlen) sie|suchen sie~(?:namen|firma|internet|google|marke)|unser (?:postfach|"
        "handy|festnetz|ladengeschaft|ladenlokal)",
        "unsere app|(?:legen|erstellen|eroffnen) sie~(?:konto|account)|registrieren sie sich|"
        r"direktverkauf\w*|bei mir kaufen|(?:verkaufe|verkaufen)~(?:ihnen|ohne amazon|direkt|"
        r"privat)~(?:ohne|direkt|privat|gunstiger)|unser\w* (?:\w+ )?(?:postfach|portal|ticketsystem|"
        "kundenportal)|lieber~als (?:uber|bei|via) amazon",
        r"(?:mochten|wollen|wurden|konnen|werden)~sie~(?:anrufen|telefonisch erreichen)|(?:welcher|"
        r"ihre) "
        r"(?:ruf|telefon|handy)?nummer~(?:erreich|anruf)\w*",
        r"ebay ?-?shop|(?:in|auf) unserem ebay\S*|per uberweisung|spart (?:uns|beiden|"
        r"ihnen (?:\w+ )?(?:gebuhr\w*|provision|geld))|"
        "registrieren sie~(?:homepage|seite|website|garantie)|auf unserer homepage|(?:per|via|uber) "
        r"(?:e )?mail~(?:lieber|kommunizier\w*)|lieber (?:per|via) (?:e )?mail|bar (?:bezahlen|zahlen)|"
        "barzahlung",
        r"telefonisch\w* (?:bestellung\w*|bestell\w*|kauf\w*)|bestell\w*~(?:per|am) telefon|(?:wie "
        r"lautet|wie ist|was ist) ihre (?:e )?mail\S*",
    ),
    reach=(
        r"auf|per|via|ue?ber|bei|an|unter|schreib\w*|kontakt\w*|erreich\w*|fue?g\w*|nachricht|gruppe",
        r"nummer|unser\w*|uns|folg\w*|chat\w*|kanal|id|melden",
    ),
    only_shown=(
        r"benachrichtigung\w*|kompatib\w*|funktionier\w*|unterstue?tz\w*|aufkleber|sticker|symbol\w*",
        r"logo|motiv|zeigt|anzeig\w*|smart ?watch|uhr|headset|vorinstalliert|installier\w*|tasse",
        r"mikrofon|push\S*",
    ),
)
