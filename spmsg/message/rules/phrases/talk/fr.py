"""French."""

from spmsg.message.rules.phrases.talk import TalkWords

WORDS = TalkWords(
    common=(
        "sans et quel quelle jours avant apres souhaitez voulez chez cela il elle "
        "le les des une vous votre vos nous notre nos est et pour avec dans sur "
        "que qui merci bonjour au aux du ce cette pas avez avons sera ou si plus "
        "commande colis madame monsieur pourriez"
    ),
    negation=(
        r"ne(?! (?:manquez|ratez|attendez|tardez))|n'(?!hesitez|oubliez|attendez)\w+|"
        r"(?<!oubliez\s)pas(?! "
        r"(?:satisfait|encore|hesiter|seulement))|jamais|aucun\w*|sans|interdit\w*|ni|rien|impossible",
        r"vous seul\w*",
    ),
    condition=("si|s'il|au cas ou|lorsque",),
    ours=(r"nous (?:allons|avons|pouvons)?|on (?:va|a)",),
    reported=(r"vous (?:demand\w+|ecriv\w+|avez demande|nous avez demande)",),
    idle=(
        r"(?:bonjour|bonsoir|cher|chere|chers|madame|monsieur)(?:[,\s].{0,40})?",
        r"(?:bonjour[^,]{0,30}, )?(?:un grand |mille |encore )?merci(?: (?:beaucoup|pour|de votre|"
        r"a vous|infiniment|encore)\b.{0,90})?",
        r"nous vous (?:remercions|souhaitons).{0,90}",
        r"nous (?:esperons|souhaitons).{0,90}|bonne (?:journee|soiree|utilisation|reception).{0,40}",
        r"(?:en cas de|si vous avez|pour toute)~(?:question|probleme|besoin|demande|"
        r"information)s?.{0,80}",
        r"n'hesitez pas .{0,80}|nous (?:restons|sommes) .{0,40}(?:disposition|ecoute|la pour).{0,40}",
        r"votre (?:commande|colis|article|achat|paquet)(?: .{0,40})? (?:a (?:bien )?ete|est|sera|"
        r"arrivera|vient d'etre|a ete) .{0,30}(?:expedie|envoye|confirme|en route|livre|recu|"
        r"enregistre|en chemin|valide|parti|en cours).{0,60}",
        r"votre (?:commande|colis) arrivera .{0,40}",
        r"nous avons (?:bien )?(?:expedie|envoye|recu|confirme|enregistre) votre (?:commande|paiement|"
        r"colis|achat).{0,60}",
        r"(?:le |votre )?numero de suivi.{0,50}|(?:bien )?cordialement.{0,40}",
        r"(?:meilleures )?salutations.{0,40}|l'equipe .{0,30}",
    ),
    shown=(),
    inscribed=(
        r"plaque|etiquette|tampon|banderole|autocollants?|cartes? de visite|grav\w*|imprim\w*|brod\w*|"
        r"medaille",
        r"texte (?:pour|de|sur)",
    ),
    asked=(
        r"(?:laiss\w*|ecri\w*|donn\w*|mett\w*|choisi\w*|cliqu\w*|utilis\w*|saisi\w*|avec|"
        r"code)(?: (?:nous|un|une|le|la|votre|code|sur))*\W*",
    ),
)
