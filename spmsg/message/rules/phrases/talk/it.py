"""Italian."""

from spmsg.message.rules.phrases.talk import TalkWords

WORDS = TalkWords(
    common=(
        "e al sul nella vuole desidera dopo giorni quale dove nostri nostre senza ancora "
        "il gli della del che per con una sono abbiamo puo suo sua ordine grazie buongiorno "
        "lei le ci non di nel dei piu anche questo questa pacco gentile cliente nostro nostra "
        "alla oggi salve potrebbe"
    ),
    negation=(
        r"non(?! (?:si perda|perda|perdere|esiti|dimentichi|aspetti|solo|e (?:contento|"
        r"soddisfatto)))|mai|nessun\w*|senza|vietat\w*|ne|nulla|niente|impossibile|proibit\w*",
        "solo lei",
    ),
    condition=("se|qualora|nel caso",),
    ours=(r"(?:abbiamo|possiamo|stiamo)",),
    reported=(r"(?:lei )?(?:ci )?(?:chiede(?:va)?|ha chiesto|ha scritto che)",),
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
    shown=(),
    inscribed=(
        r"targa|targhetta|etichetta|timbro|striscione|adesiv[oi]|biglietti da visita|incis\w*|incid\w*|"
        r"stamp\w*|ricam\w*|insegna|medaglietta",
        r"testo (?:per|di|su)",
    ),
    asked=(
        r"(?:lasci\w*|scriv\w*|dia|metta|pubblic\w*|scelg\w*|clicc\w*|us\w*|utilizz\w*|inseri\w*|"
        r"con|codice)(?: (?:ci|un|una|il|la|sua|codice|su))*\W*",
    ),
)
