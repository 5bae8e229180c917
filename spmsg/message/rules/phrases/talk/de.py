"""German."""

from spmsg.message.rules.phrases.talk import TalkWords

WORDS = TalkWords(
    common=(
        "fehlt kommt noch oder wurde werden haben konnen mochten welche grosse aus nach wie ihrem "
        "der die das und sie wir ihre ihr ihren ihrer ihnen ist nicht bitte uns fur "
        "fuer mit den dem ein eine einen auf zu von wenn haben guten tag hallo danke "
        "vielen dank bei oder auch sich unser unsere unserer nur im ich heute"
    ),
    negation=(
        r"(?<!vergessen\ssie\s)nicht(?! (?:nur|zufrieden|verpassen|vergessen|mehr lange|lange))|"
        r"kein\w*(?! (?:problem|"
        r"sorge))|nie(?:mals)?|ohne|weder|untersagt|verboten|unzulae?ssig|niemand",
        r"due?rfen wir keine?|(?:ist|sind) verboten",
        "nur sie(?: selbst)?|konnen nur sie",
    ),
    condition=("wenn|falls|sollten|sollte|sofern",),
    ours=(r"(?:werden|haben|konnen) wir|wir (?:werden|haben|konnen)?",),
    reported=(
        r"sie (?:fragten|fragen|schrieben|wollten wissen|baten)|(?:haben|hatten) sie gefragt|"
        r"sie (?:haben|hatten) (?:\w+ )?gefragt",
    ),
    idle=(
        r"(?:hallo|guten (?:tag|morgen|abend)|sehr geehrte?r?|liebe?r?|moin|gruess gott|"
        r"servus)(?:[,\s].{0,40})?",
        r"(?:(?:hallo|guten tag|liebe|sehr geehrte)[^,]{0,40}, )?(?:vielen |herzlichen |"
        r"besten )?dank(?:e)?(?: (?:fue?r|dass|nochmals|und) .{0,90})?",
        r"wir (?:bedanken|danken) .{0,90}|wir freuen uns, dass .{0,60}|schoe?n, dass .{0,60}",
        r"wir (?:hoffen|wue?nschen) .{0,90}|viel (?:spass|freude) .{0,60}|einen schoe?nen .{0,30}",
        r"(?:bei|sollten|falls|wenn) .{0,50}(?:fragen|probleme|anliegen)\w* .{0,90}",
        r"wir (?:sind|stehen) .{0,30}(?:fue?r sie|ihnen|jederzeit|gerne?).{0,50}",
        r"(?:melden|schreiben) sie sich .{0,60}",
        r"(?:ihre?|die|das|der) (?:bestellung|paket|sendung|artikel|ware|lieferung|"
        r"pae?ckchen)(?: .{0,40})? (?:wurde|ist|ging|kommt|wird|trifft) .{0,90}(?:versandt|versendet|"
        r"verschickt|unterwegs|eingegangen|bestae?tigt|eingetroffen|auf dem weg|zugestellt|geliefert|"
        r"raus|ankommen|ein|an)",
        r"wir haben (?:ihre?|das|die) (?:bestellung|paket|ware|zahlung|sendung|"
        r"artikel).{0,50}(?:versandt|versendet|verschickt|erhalten|bestae?tigt|uebergeben|aufgegeben)",
        r"(?:die |ihre )?(?:sendungsnummer|trackingnummer).{0,50}",
        r"(?:mit )?(?:freundlichen|herzlichen|besten|vielen|schoe?nen|liebe[n]?) grue?(?:ss|sse|"
        r"ssen).{0,50}",
        r"(?:ihr |das )?.{0,30}(?: |-)team",
    ),
    shown=(),
    inscribed=(
        r"\w*schild\w*|gravur\w*|graviert?\w*|\w*aufdruck\w*|\w*druck\w*|\w*stempel\w*|aufkleber|"
        r"visitenkarten?|etikett\w*|banner|bestick\w*|marke",
        r"text (?:fur|auf)",
    ),
    asked=(
        "(?:schreiben|geben|hinterlassen|wahlen|klicken|eingeben|nutzen|verwenden|bewerten|"
        r"mit)(?: (?:sie|uns|eine|ein|den|code|bitte|auf))*\W*",
    ),
)
