"""What `depesch connect` says to people, in the languages of the agent."""

from __future__ import annotations

SAID = {
    "made": {
        "en": "{path}: made\nnext: `depesch connect account add NAME --hub URL --send FOLDER --collect FOLDER`",
        "sv": "{path}: skapad\nnästa: `depesch connect account add NAMN --hub URL --send MAPP --collect MAPP`",
        "nb": "{path}: opprettet\nneste: `depesch connect account add NAVN --hub URL --send MAPPE --collect MAPPE`",
    },
    "exists": {
        "en": "{path} is there already; nothing was changed",
        "sv": "{path} finns redan; ingenting ändrades",
        "nb": "{path} finnes allerede; ingenting ble endret",
    },
    "not-written": {
        "en": "{path} cannot be written: {reason}",
        "sv": "{path} går inte att skriva: {reason}",
        "nb": "{path} kan ikke skrives: {reason}",
    },
    "meanwhile": {
        "en": "{path} was changed by somebody else just now; try again",
        "sv": "{path} ändrades nyss av någon annan; försök igen",
        "nb": "{path} ble nettopp endret av noen andre; prøv igjen",
    },
    "right": {
        "en": "{path}: everything is right",
        "sv": "{path}: allt stämmer",
        "nb": "{path}: alt stemmer",
    },
    "right-but-idle": {
        "en": "{path}: everything is right, but there is no account yet; next: `depesch connect account add`",
        "sv": "{path}: allt stämmer, men det finns inget konto än; nästa steg: `depesch connect account add`",
        "nb": "{path}: alt stemmer, men det finnes ingen konto ennå; neste steg: `depesch connect account add`",
    },
    "caller": {
        "en": "{account}: the key is of {company}, {number} ({country}), role {role}; clock {clock}",
        "sv": "{account}: nyckeln hör till {company}, {number} ({country}), roll {role}; klocka {clock}",
        "nb": "{account}: nøkkelen tilhører {company}, {number} ({country}), rolle {role}; klokke {clock}",
    },
    "toml": {
        "en": "{path} is TOML, which is not changed here: its comments would be lost. Change it with an editor, then "
        "`depesch connect config check`",
        "sv": "{path} är TOML, som inte ändras här: kommentarerna skulle gå förlorade. Ändra den i en textredigerare "
        "och kör sedan `depesch connect config check`",
        "nb": "{path} er TOML, som ikke endres her: kommentarene ville gått tapt. Endre den i et "
        "redigeringsprogram, og kjør så `depesch connect config check`",
    },
    "set": {
        "en": "{key} = {value}",
        "sv": "{key} = {value}",
        "nb": "{key} = {value}",
    },
    "no-pair": {
        "en": "nothing was changed: {word!r} is no KEY=VALUE",
        "sv": "ingenting ändrades: {word!r} är inget NYCKEL=VÄRDE",
        "nb": "ingenting ble endret: {word!r} er ingen NØKKEL=VERDI",
    },
    "account-added": {
        "en": "{name}: added, of {company} ({number})",
        "sv": "{name}: tillagt, för {company} ({number})",
        "nb": "{name}: lagt til, for {company} ({number})",
    },
    "account-removed": {
        "en": "{name}: removed; its folders and files stay, its key is forgotten",
        "sv": "{name}: borttaget; mappar och filer är kvar, nyckeln är glömd",
        "nb": "{name}: fjernet; mapper og filer blir liggende, nøkkelen er glemt",
    },
    "account-there": {
        "en": "there is an account {name} already; change it with `config set`, or choose another name",
        "sv": "det finns redan ett konto {name}; ändra det med `config set` eller välj ett annat namn",
        "nb": "det finnes allerede en konto {name}; endre den med `config set`, eller velg et annet navn",
    },
    "no-account": {
        "en": "there is no account {name}; there are: {known}",
        "sv": "det finns inget konto {name}; det finns: {known}",
        "nb": "det finnes ingen konto {name}; det finnes: {known}",
    },
    "ask-for": {
        "en": "{name} (it does not show): ",
        "sv": "{name} (det syns inte): ",
        "nb": "{name} (det vises ikke): ",
    },
    "put-away": {
        "en": "{name}: put away in {place}",
        "sv": "{name}: undanlagd i {place}",
        "nb": "{name}: lagt unna i {place}",
    },
    "forgotten": {"en": "{name}: forgotten", "sv": "{name}: glömd", "nb": "{name}: glemt"},
    "no-secret": {
        "en": "there is no secret {name}",
        "sv": "det finns ingen hemlighet {name}",
        "nb": "det finnes ingen hemmelighet {name}",
    },
    "bad-secret": {
        "en": "nothing was put away: {reason}",
        "sv": "ingenting lades undan: {reason}",
        "nb": "ingenting ble lagt unna: {reason}",
    },
    "no-key": {
        "en": "no key was given, or what was given is none; the portal shows it once, when it is made",
        "sv": "ingen nyckel angavs, eller så är det ingen nyckel; portalen visar den en gång, när den görs",
        "nb": "ingen nøkkel ble oppgitt, eller det er ingen nøkkel; portalen viser den én gang, når den lages",
    },
    "folder-not-made": {
        "en": "the folder {folder} cannot be made: {reason}",
        "sv": "mappen {folder} går inte att skapa: {reason}",
        "nb": "mappen {folder} kan ikke opprettes: {reason}",
    },
    "not-begun": {
        "en": "the agent does not begin: {reason}",
        "sv": "agenten startar inte: {reason}",
        "nb": "agenten starter ikke: {reason}",
    },
    "other-user": {
        "en": "{home} belongs to {user}; run it as that user: sudo -u {user} depesch connect ...",
        "sv": "{home} tillhör {user}; kör som den användaren: sudo -u {user} depesch connect ...",
        "nb": "{home} tilhører {user}; kjør som den brukeren: sudo -u {user} depesch connect ...",
    },
    "tried-again": {
        "en": "the hub keeps it, and the agent tries again at {at}",
        "sv": "navet har kvar den, och agenten försöker igen {at}",
        "nb": "navet har den fortsatt, og agenten prøver igjen {at}",
    },
    "resent": {
        "en": "{name}: goes out with the agent's next run",
        "sv": "{name}: skickas vid agentens nästa körning",
        "nb": "{name}: sendes ved agentens neste kjøring",
    },
    "resend-unknown": {
        "en": "nothing called {detail} was sent; `depesch connect history` lists what was",
        "sv": "inget som heter {detail} har skickats; `depesch connect history` visar vad som skickats",
        "nb": "ingenting som heter {detail} er sendt; `depesch connect history` viser hva som er sendt",
    },
    "resend-ambiguous": {
        "en": "several are meant, give the key of one: {detail}",
        "sv": "flera kan menas, ange nyckeln till en: {detail}",
        "nb": "flere kan menes, angi nøkkelen til én: {detail}",
    },
    "resend-gone": {
        "en": "it no longer lies where it was laid: {detail}; lay the file into the watched folder again",
        "sv": "den ligger inte kvar där den lades: {detail}; lägg filen i den bevakade mappen igen",
        "nb": "den ligger ikke lenger der den ble lagt: {detail}; legg filen i den overvåkede mappen igjen",
    },
    "resend-on-its-way": {
        "en": "it is on its way already: {detail}",
        "sv": "den är redan på väg: {detail}",
        "nb": "den er allerede på vei: {detail}",
    },
    "resend-not-failed": {
        "en": "only what failed goes out under the same key; without --same it is a document of its own ({detail})",
        "sv": "bara det som misslyckats skickas med samma nyckel; utan --same blir det ett eget dokument ({detail})",
        "nb": "bare det som mislyktes sendes med samme nøkkel; uten --same blir det et eget dokument ({detail})",
    },
    "no-unit": {
        "en": "no unit can be written: a path {reason}; choose another",
        "sv": "ingen unit kan skrivas: en sökväg {reason}; välj en annan",
        "nb": "ingen unit kan skrives: en sti {reason}; velg en annen",
    },
    "not-administrator": {
        "en": "only an administrator can do that: put sudo before it, or give --user",
        "sv": "bara en administratör kan göra det: skriv sudo före, eller ange --user",
        "nb": "bare en administrator kan gjøre det: skriv sudo foran, eller angi --user",
    },
    "rights-of": {
        "en": "nothing was installed: the service runs as {user}, who needs these folders; as with "
        "setfacl -m u:{user}:rwx -m d:u:{user}:rwx FOLDER",
        "sv": "ingenting installerades: tjänsten körs som {user}, som behöver mapparna; till exempel med "
        "setfacl -m u:{user}:rwx -m d:u:{user}:rwx MAPP",
        "nb": "ingenting ble installert: tjenesten kjører som {user}, som trenger mappene; for eksempel med "
        "setfacl -m u:{user}:rwx -m d:u:{user}:rwx MAPPE",
    },
    "installed": {"en": "{name}: installed", "sv": "{name}: installerad", "nb": "{name}: installert"},
    "no-service": {
        "en": "{path} is not there; nothing to remove",
        "sv": "{path} finns inte; inget att ta bort",
        "nb": "{path} finnes ikke; ingenting å fjerne",
    },
}
