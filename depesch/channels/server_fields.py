"""Words of settings that several channels ask for: how one logs in at a receiver's server, and where files go there."""

from __future__ import annotations

from depesch.kit.settings import field_words

USER = field_words(
    ("User", "The name that we log in with."),
    sv=("Användare", "Namnet som vi loggar in med."),
    nb=("Bruker", "Navnet vi logger inn med."),
    min_length=1,
)
PASSWORD = field_words(
    ("Password", "Kept secret: it can be replaced here, not read."),
    sv=("Lösenord", "Hemligt: det kan bytas här, inte läsas."),
    nb=("Passord", "Hemmelig: det kan byttes her, ikke leses."),
)
AUTHORITY = field_words(
    ("Certificate authority", "PEM text of the receiver's own authority; empty: those of the system."),
    sv=("Certifikatutfärdare", "PEM-text för mottagarens egen utfärdare; tomt: systemets."),
    nb=("Sertifikatutsteder", "PEM-tekst for mottakerens egen utsteder; tomt: systemets."),
    is_long=True,
)
FOLDER = field_words(
    ("Folder", "Where the files go on the server; empty: where the login begins. It has to be there."),
    sv=("Mapp", "Dit filerna läggs på servern; tomt: där inloggningen börjar. Den måste finnas."),
    nb=("Mappe", "Der filene legges på serveren; tomt: der innloggingen begynner. Den må finnes."),
)
JOURNAL = field_words(
    (
        "Folder of the journal",
        "Where files are written before they are moved, and what was handed over is noted; on the same disk. "
        "Made when it is not there. The receiver leaves it alone.",
    ),
    sv=(
        "Journalmapp",
        "Där filer skrivs innan de flyttas, och där det antecknas vad som lämnats; på samma disk. "
        "Skapas om den saknas. Mottagaren låter den vara.",
    ),
    nb=(
        "Journalmappe",
        "Der filer skrives før de flyttes, og der det noteres hva som er levert; på samme disk. "
        "Opprettes når den mangler. Mottakeren lar den være.",
    ),
    min_length=1,
)
STEP_LIMIT = field_words(
    ("Time limit in seconds", "For each step of the talk with the server."),
    sv=("Tidsgräns i sekunder", "För varje steg i samtalet med servern."),
    nb=("Tidsgrense i sekunder", "For hvert steg i samtalen med serveren."),
    ge=0.1,
    le=60,
)
