"""The words of every problem that a document can have, written for the one who has to act on it.

Three sentences each: what is wrong; where, or what was found (left out when nothing is known); what to do next.
Codes are stored and shown to programs: never renamed, never used for another meaning. The codes of files that cannot
be read have their words in `documents.unreadable`.
"""

from __future__ import annotations

from collections.abc import Mapping

Sentences = tuple[str, str, str]  # title, detail, what next

WORDS: Mapping[str, Mapping[str, Sentences]] = {
    # refused before it was taken over
    "invoicing-stopped": {
        "sv": (
            "Faktureringen är deaktiverad för ert företag.", "",
            "En administratör kan aktivera den igen under Inställningar, Fakturering. Ingenting har skickats.",
        ),
        "nb": (
            "Faktureringen er deaktivert for bedriften deres.", "",
            "En administrator kan aktivere den igjen under Innstillinger, Fakturering. Ingenting er sendt.",
        ),
        "en": (
            "Invoicing is stopped for your company.", "",
            "An administrator can allow it again under Settings, Invoicing. Nothing was sent.",
        ),
    },
    "unknown-send-mode": {
        "sv": ("Sändningsläget finns inte.", "{detail}", "Ange production, test eller certification."),
        "nb": ("Sendemodusen finnes ikke.", "{detail}", "Oppgi production, test eller certification."),
        "en": ("There is no such send mode.", "{detail}", "Give production, test or certification."),
    },
    "too-many-attachments": {
        "sv": ("Det är för många bilagor.", "{detail}", "Slå ihop bilagor och lämna in dokumentet igen."),
        "nb": ("Det er for mange vedlegg.", "{detail}", "Slå sammen vedlegg og lever dokumentet igjen."),
        "en": ("There are too many attachments.", "{detail}", "Merge attachments and hand the document over again."),
    },
    "bad-idempotency-key": {
        "sv": ("Idempotensnyckeln kan inte användas.", "{detail}", "Använd 1 till 200 skrivbara tecken."),
        "nb": ("Idempotensnøkkelen kan ikke brukes.", "{detail}", "Bruk 1 til 200 skrivbare tegn."),
        "en": ("The idempotency key cannot be used.", "{detail}", "Use 1 to 200 printable characters."),
    },
    "idempotency-conflict": {
        "sv": (
            "Nyckeln har redan använts för ett annat innehåll.", "{detail}",
            "Använd en ny nyckel för ett nytt dokument, eller samma innehåll för att upprepa ett anrop.",
        ),
        "nb": (
            "Nøkkelen er allerede brukt for et annet innhold.", "{detail}",
            "Bruk en ny nøkkel for et nytt dokument, eller samme innhold for å gjenta et kall.",
        ),
        "en": (
            "The key was used before for other content.", "{detail}",
            "Use a new key for a new document, or the same content to repeat a request.",
        ),
    },
    # prints and scans
    "read-through": {
        "sv": (
            "Läs igenom innan den går vidare.", "Vi läste {fields} uppgifter på sidorna, och {doubts} är osäkra.",
            "Öppna den, jämför med sidorna, rätta det som är fel och skicka eller bekräfta. Inget har gått vidare än.",
        ),
        "nb": (
            "Les gjennom før den går videre.", "Vi leste {fields} opplysninger på sidene, og {doubts} er usikre.",
            "Åpne den, sammenlign med sidene, rett det som er feil, og send eller bekreft. Ingenting har gått videre.",
        ),
        "en": (
            "Read it through before it goes on.", "We read {fields} values on its pages, and {doubts} are uncertain.",
            "Open it, compare it with the pages, correct what is wrong, and send or confirm. Nothing has gone on yet.",
        ),
    },
    # put over SFTP or FTP beside an invoice that never came
    "attachment-alone": {
        "sv": (
            "Det kom ingen faktura till den här bilagan.",
            "{file} lades i out/ som bilaga. Inom {minutes} minuter kom ingen faktura med samma namn.",
            "Lägg bilagan före fakturan, med samma namn före punkten (F-1042.pdf, sedan F-1042.xml), eller båda i en "
            "ZIP. Gick fakturan iväg utan bilagan får mottagaren den på annat sätt.",
        ),
        "nb": (
            "Det kom ingen faktura til dette vedlegget.",
            "{file} ble lagt i out/ som vedlegg. Innen {minutes} minutter kom det ingen faktura med samme navn.",
            "Legg vedlegget før fakturaen, med samme navn foran punktumet (F-1042.pdf, så F-1042.xml), eller begge i "
            "en ZIP. Gikk fakturaen uten vedlegget, må mottakeren få det på en annen måte.",
        ),
        "en": (
            "No invoice came for this attachment.",
            "{file} was put into out/ as an attachment. Within {minutes} minutes, no invoice of that name came.",
            "Put the attachment before its invoice, with the same name before the point (F-1042.pdf, then F-1042.xml), "
            "or both in a ZIP. If the invoice went without it, let the receiver have it in another way.",
        ),
    },
    "held-failed": {
        "sv": (
            "Ett fel hos oss hindrade att filen lämnades in.",
            "{file} väntade i out/. Efter {tries} försök gick den fortfarande inte att lämna in.",
            "Ingenting har skickats. Lägg filen i out/ en gång till, med sina bilagor. Händer det igen: kontakta oss.",
        ),
        "nb": (
            "En feil hos oss hindret at filen ble levert inn.",
            "{file} ventet i out/. Etter {tries} forsøk kunne den fortsatt ikke leveres inn.",
            "Ingenting er sendt. Legg filen i out/ en gang til, med vedleggene. Skjer det igjen: kontakt oss.",
        ),
        "en": (
            "A fault of ours kept this file from being handed over.",
            "{file} waited in out/. After {tries} tries it could still not be handed over.",
            "Nothing was sent. Put the file into out/ once more, with its attachments. Contact us if it happens again.",
        ),
    },
    # refused after it was read
    "unreadable": {
        "sv": ("Filen går inte att läsa som en faktura.", "{detail}", "Exportera fakturan på nytt ur ditt system."),
        "nb": ("Filen kan ikke leses som en faktura.", "{detail}", "Eksporter fakturaen på nytt fra systemet ditt."),
        "en": ("The file cannot be read as an invoice.", "{detail}", "Export the invoice again from your system."),
    },
    "broken-rules": {
        "sv": (
            "Fakturan bryter mot regler som mottagaren kräver.", "Fel: {count}. Det första: {first}.",
            "Rätta det som står under anmärkningarna i ditt system och skicka fakturan igen.",
        ),
        "nb": (
            "Fakturaen bryter regler som mottakeren krever.", "Feil: {count}. Den første: {first}.",
            "Rett det som står under merknadene i systemet ditt, og send fakturaen igjen.",
        ),
        "en": (
            "The invoice breaks rules that the receiver insists on.", "Errors: {count}. The first: {first}.",
            "Correct what the findings name in your system and send the invoice again.",
        ),
    },
    "duplicate": {
        "sv": (
            "Numret har redan använts.", "Nummer {number} skickades {date} som dokument {earlier}.",
            "Är det en ny faktura, ge den ett nytt nummer. "
            "Ska samma faktura gå en gång till, välj Skicka fast numret har använts.",
        ),
        "nb": (
            "Nummeret er allerede brukt.", "Nummer {number} ble sendt {date} som dokument {earlier}.",
            "Er det en ny faktura, gi den et nytt nummer. "
            "Skal samme faktura gå en gang til, velg Send selv om nummeret er brukt.",
        ),
        "en": (
            "The number has been used before.", "Number {number} was sent on {date} as document {earlier}.",
            "Give a new invoice a new number. "
            "To send the same invoice once more, choose to send it although the number was used.",
        ),
    },
    "unfit-format": {
        "sv": (
            "Fakturan kan inte skrivas i det format som mottagaren vill ha.",
            "Mottagaren vill ha {format}. Att rätta för det: {count}.",
            "Komplettera eller rätta det som står under anmärkningarna i ditt system och skicka fakturan igen.",
        ),
        "nb": (
            "Fakturaen kan ikke skrives i det formatet som mottakeren vil ha.",
            "Mottakeren vil ha {format}. Å rette for det: {count}.",
            "Utfyll eller rett det som står under merknadene i systemet ditt, og send fakturaen igjen.",
        ),
        "en": (
            "The invoice cannot be written in the format that the receiver wants.",
            "The receiver wants {format}. To correct for it: {count}.",
            "Complete or correct what the findings say in your system and send the invoice again.",
        ),
    },
    "files-of-several": {
        "sv": (
            "Det är oklart vilken faktura bilagorna hör till.", "{count} fakturor i filen; bilagor: {files}.",
            "Lämna in fakturan med bilagor för sig, eller lägg allt i en ZIP-fil där bilagan heter som sin faktura.",
        ),
        "nb": (
            "Det er uklart hvilken faktura vedleggene hører til.", "{count} fakturaer i filen; vedlegg: {files}.",
            "Lever fakturaen med vedlegg for seg, eller legg alt i en ZIP-fil der vedlegget heter som sin faktura.",
        ),
        "en": (
            "It is not clear which invoice the attachments belong to.", "{count} invoices in the file; files: {files}.",
            "Hand over that invoice with its files by itself, or put all into a ZIP, each file named as its invoice.",
        ),
    },
    "unknown-receiver": {
        "sv": (
            "Mottagaren är inte känd.", "{name} söktes med {tried}.",
            "Lägg till kunden med e-post eller annan leveransväg, eller rätta numren på fakturan, och försök igen.",
        ),
        "nb": (
            "Mottakeren er ikke kjent.", "{name} ble søkt med {tried}.",
            "Legg til kunden med e-post eller annen leveringsvei, eller rett numrene på fakturaen, og prøv igjen.",
        ),
        "en": (
            "The receiver is not known.", "{name} was looked up by {tried}.",
            "Add the customer with an e-mail or another way, or correct the numbers on the invoice, and try again.",
        ),
    },
    "not-a-customer": {
        "sv": (
            "Mottagaren finns inte i ert kundregister.", "{name} söktes med {tried}.",
            "Lägg till kunden under Nätverk och skicka igen. Ska fakturor gå också till andra än era kunder, ändra "
            "det under Inställningar, Nätverket.",
        ),
        "nb": (
            "Mottakeren finnes ikke i kunderegisteret deres.", "{name} ble søkt med {tried}.",
            "Legg til kunden under Nettverk og send igjen. Skal fakturaer gå også til andre enn kundene deres, endre "
            "det under Innstillinger, Nettverket.",
        ),
        "en": (
            "The receiver is not in your register of customers.", "{name} was looked up by {tried}.",
            "Add the customer under Network and send again. To let invoices go to others than your customers too, "
            "change it under Settings, The network.",
        ),
    },
    "not-connected": {
        "sv": (
            "Mottagaren måste godkänna er innan ni kan skicka dit.", "{name}",
            "Skapa en koppling under Nätverk. Skicka igen när mottagaren har godkänt.",
        ),
        "nb": (
            "Mottakeren må godkjenne dere før dere kan sende dit.", "{name}",
            "Opprett en kobling under Nettverk. Send igjen når mottakeren har godkjent.",
        ),
        "en": (
            "The receiver has to accept you before you can send to it.", "{name}",
            "Create a connection under Network. Send again once the receiver has accepted.",
        ),
    },
    "connection-declined": {
        "sv": (
            "Mottagaren har avslagit kopplingen.", "{name}",
            "Läs svaret under Nätverk, Förfrågningar. Kontakta mottagaren och fråga igen när ni är överens.",
        ),
        "nb": (
            "Mottakeren har avslått koblingen.", "{name}",
            "Les svaret under Nettverk, Forespørsler. Kontakt mottakeren, og spør igjen når dere er enige.",
        ),
        "en": (
            "The receiver has declined the connection.", "{name}",
            "Read its answer under Network, Requests. Contact the receiver and ask again once you agree.",
        ),
    },
    "receiver-without-identifier": {
        "sv": (
            "Fakturan säger inte tydligt vem som ska ha den.",
            "{name} står där utan elektronisk adress (BT-49), organisationsnummer (BT-47), VAT-nummer (BT-48) och "
            "kundnummer (BT-46).",
            "Lägg till minst ett av numren i ditt system och skicka fakturan igen.",
        ),
        "nb": (
            "Fakturaen sier ikke tydelig hvem som skal ha den.",
            "{name} står der uten elektronisk adresse (BT-49), organisasjonsnummer (BT-47), mva-nummer (BT-48) og "
            "kundenummer (BT-46).",
            "Legg til minst ett av numrene i systemet ditt, og send fakturaen igjen.",
        ),
        "en": (
            "The invoice does not say clearly who is to have it.",
            "{name} stands there without electronic address (BT-49), organisation number (BT-47), VAT number (BT-48) "
            "and customer number (BT-46).",
            "Add at least one of these numbers in your system and send the invoice again.",
        ),
    },
    "contradictory-receiver": {
        "sv": (
            "Numren på fakturan pekar på olika mottagare.", "{leads_to}",
            "Rätta numren på fakturan eller på kundkortet så att alla hör till samma mottagare.",
        ),
        "nb": (
            "Numrene på fakturaen peker på ulike mottakere.", "{leads_to}",
            "Rett numrene på fakturaen eller på kundekortet så alle hører til samme mottaker.",
        ),
        "en": (
            "The numbers on the invoice point to different receivers.", "{leads_to}",
            "Correct the numbers on the invoice or on the customer's card so that all belong to one receiver.",
        ),
    },
    "test-not-taken": {
        "sv": ("Mottagaren tar inte emot testdokument.", "{name}", "Skicka i produktionsläge, eller fråga mottagaren."),
        "nb": ("Mottakeren tar ikke imot testdokumenter.", "{name}", "Send i produksjonsmodus, eller spør mottakeren."),
        "en": ("The receiver takes no test documents.", "{name}", "Send in production mode, or ask the receiver."),
    },
    "cannot-be-set": {
        "sv": (
            "Fakturan går inte att göra en PDF av: den har för mycket text eller för många rader.", "{detail}",
            "Korta texterna eller dela upp fakturan och skicka den igen.",
        ),
        "nb": (
            "Det går ikke å lage PDF av fakturaen: den har for mye tekst eller for mange linjer.", "{detail}",
            "Kort ned tekstene eller del opp fakturaen, og send den igjen.",
        ),
        "en": (
            "No PDF can be made of the invoice: it has too much text or too many lines.", "{detail}",
            "Shorten the texts or divide the invoice, and send it again.",
        ),
    },
    # on the way
    "look-up-failed": {
        "sv": (
            "Det gick inte att slå upp mottagaren just nu.", "{channel}: {detail}",
            "Du behöver inte göra något. Vi försöker igen.",
        ),
        "nb": (
            "Mottakeren kunne ikke slås opp akkurat nå.", "{channel}: {detail}",
            "Du trenger ikke gjøre noe. Vi prøver igjen.",
        ),
        "en": (
            "The receiver could not be looked up just now.", "{channel}: {detail}",
            "You need do nothing. We try again.",
        ),
    },
    "waiting": {
        "sv": (
            "Mottagaren kunde inte nås just nu.", "{channel}: {detail}",
            "Du behöver inte göra något. Vi försöker igen av oss själva.",
        ),
        "nb": (
            "Mottakeren kunne ikke nås akkurat nå.", "{channel}: {detail}",
            "Du trenger ikke gjøre noe. Vi prøver igjen av oss selv.",
        ),
        "en": (
            "The receiver could not be reached just now.", "{channel}: {detail}",
            "You need do nothing. We try again by ourselves.",
        ),
    },
    "uncertain": {
        "sv": (
            "Vi vet inte säkert att den kom fram.", "{channel}: {detail}",
            "Skicka den inte igen på annan väg ännu. Vi frågar mottagarsidan.",
        ),
        "nb": (
            "Vi vet ikke sikkert at den kom fram.", "{channel}: {detail}",
            "Send den ikke igjen på annen vei ennå. Vi spør mottakersiden.",
        ),
        "en": (
            "We are not certain that it arrived.", "{channel}: {detail}",
            "Do not send it another way yet. We ask the receiving side.",
        ),
    },
    # letters on paper
    "post-waits": {
        "sv": (
            "Den väntar på dagens brev.", "Den går {detail}. Brev till samma adress samma dag delar kuvert.",
            "Du behöver inte göra något. Vill du stoppa den: välj Makulera dokumentet innan dess.",
        ),
        "nb": (
            "Den venter på dagens brev.", "Den går {detail}. Brev til samme adresse samme dag deler konvolutt.",
            "Du trenger ikke gjøre noe. Vil du stanse den: velg Annuller dokumentet før det.",
        ),
        "en": (
            "It waits for today's letters.", "It goes {detail}. Letters to one address on one day share an envelope.",
            "You need do nothing. To stop it, choose Cancel the document before then.",
        ),
    },
    "post-at-printer": {
        "sv": (
            "Brevet är lämnat till tryckeriet.", "",
            "Du behöver inte göra något. Vi visar här när det är postat. Det kan inte stoppas härifrån längre.",
        ),
        "nb": (
            "Brevet er levert til trykkeriet.", "",
            "Du trenger ikke gjøre noe. Vi viser her når det er postlagt. Det kan ikke stanses herfra lenger.",
        ),
        "en": (
            "The letter is with the print partner.", "",
            "You need do nothing. We show here when it is posted. It can no longer be stopped from here.",
        ),
    },
    "post-returned": {
        "sv": ("Brevet kom i retur.", "{detail}", "Rätta adressen på kundens kort och välj Skicka igen."),
        "nb": ("Brevet kom i retur.", "{detail}", "Rett adressen på kundens kort og velg Send igjen."),
        "en": ("The letter came back.", "{detail}", "Correct the address on the customer's card and send it again."),
    },
    "perhaps-arrived": {
        "sv": (
            "Den kan ha kommit fram, men upprepningen togs inte emot.", "{channel}: {detail}",
            "Fråga mottagaren. Har den inte kommit fram, välj Skicka igen: då prövas vägarna på nytt.",
        ),
        "nb": (
            "Den kan ha kommet fram, men gjentakelsen ble ikke tatt imot.", "{channel}: {detail}",
            "Spør mottakeren. Har den ikke kommet fram, velg Send igjen: da prøves veiene på nytt.",
        ),
        "en": (
            "It may have arrived, but the repeat was not accepted.", "{channel}: {detail}",
            "Ask the receiver. If it has not arrived, choose Send again: the ways are then tried anew.",
        ),
    },
    # at an end for now
    "no-way-out": {
        "sv": (
            "Det finns ingen väg till mottagaren.", "{name}: {reasons}",
            "Lägg in e-post eller en annan leveransväg på kundkortet och skicka igen.",
        ),
        "nb": (
            "Det finnes ingen vei til mottakeren.", "{name}: {reasons}",
            "Legg inn e-post eller en annen leveringsvei på kundekortet, og send igjen.",
        ),
        "en": (
            "There is no way to the receiver.", "{name}: {reasons}",
            "Put an e-mail or another way on the customer's card and send again.",
        ),
    },
    "undeliverable": {
        "sv": (
            "Mottagaren tog inte emot på någon av vägarna.", "{channel}: {detail}",
            "Kontrollera kundens adresser, rätta dem och skicka igen.",
        ),
        "nb": (
            "Mottakeren tok ikke imot på noen av veiene.", "{channel}: {detail}",
            "Kontroller kundens adresser, rett dem og send igjen.",
        ),
        "en": (
            "The receiver did not accept it in any of the ways.", "{channel}: {detail}",
            "Check the customer's addresses, correct them and send again.",
        ),
    },
    "expired": {
        "sv": ("Mottagaren har inte kunnat nås på fem dagar.", "{detail}", "Kontrollera adressen och skicka igen."),
        "nb": ("Mottakeren har ikke kunnet nås på fem dager.", "{detail}", "Kontroller adressen og send igjen."),
        "en": ("The receiver could not be reached for five days.", "{detail}", "Check the address and send again."),
    },
    "internal": {
        "sv": (
            "Ett fel hos oss stoppade dokumentet.", "{detail}",
            "Ingenting har gått förlorat. Driften är underrättad och kan låta det försöka igen.",
        ),
        "nb": (
            "En feil hos oss stanset dokumentet.", "{detail}",
            "Ingenting har gått tapt. Driften er varslet og kan la det prøve igjen.",
        ),
        "en": (
            "A fault of ours stopped the document.", "{detail}",
            "Nothing is lost. The operator has been told and can let it try again.",
        ),
    },
    # an action that is not possible
    "already-handed-over": {
        "sv": ("Dokumentet är redan på väg eller framme.", "", "Skicka en kreditnota om det inte ska gälla."),
        "nb": ("Dokumentet er allerede på vei eller framme.", "", "Send en kreditnota hvis det ikke skal gjelde."),
        "en": ("The document is on its way or has arrived.", "", "Send a credit note if it is not to stand."),
    },
    "already-delivered": {
        "sv": ("Dokumentet är redan levererat.", "", "Ladda ner det och skicka det själv om mottagaren tappat det."),
        "nb": ("Dokumentet er allerede levert.", "", "Last det ned og send det selv hvis mottakeren har mistet det."),
        "en": ("The document is delivered already.", "", "Download and send it yourself if the receiver has lost it."),
    },
    "not-mendable": {
        "sv": (
            "Dokumentet kan inte rättas automatiskt.", "",
            "Rätta det som står under anmärkningarna i ditt system och skicka fakturan igen.",
        ),
        "nb": (
            "Dokumentet kan ikke rettes automatisk.", "",
            "Rett det som står under merknadene i systemet ditt, og send fakturaen igjen.",
        ),
        "en": (
            "The document cannot be mended by itself.", "",
            "Correct what the findings name in your system and send the invoice again.",
        ),
    },
    "mending-changed": {
        "sv": (
            "Reglerna eller mottagarens krav har ändrats sedan rättelsen föreslogs. Ingenting skickades.", "",
            "Se vad som föreslås nu. Finns inget förslag, skicka dokumentet igen så att det kontrolleras på nytt.",
        ),
        "nb": (
            "Reglene eller mottakerens krav er endret siden rettelsen ble foreslått. Ingenting ble sendt.", "",
            "Se hva som foreslås nå. Finnes det ikke noe forslag, send dokumentet igjen så det kontrolleres på nytt.",
        ),
        "en": (
            "The rules or the receiver's demands have changed since the mend was offered. Nothing was sent.", "",
            "See what is offered now. If nothing is, send the document again to have it checked anew.",
        ),
    },
    "not-possible-now": {
        "sv": ("Det går inte i dokumentets nuvarande läge.", "", "Vänta tills arbetet med det är klart."),
        "nb": ("Det går ikke i dokumentets nåværende tilstand.", "", "Vent til arbeidet med det er ferdig."),
        "en": ("That is not possible in the document's present state.", "", "Wait until the work on it is done."),
    },
    "nothing-to-print": {
        "sv": ("Det finns inget att skriva ut.", "", "Bara det som lästs som faktura och får lämna navet skrivs ut."),
        "nb": ("Det er ingenting å skrive ut.", "", "Bare det som er lest og får forlate navet, skrives ut."),
        "en": ("There is nothing to print.", "", "Only what was read as an invoice and may leave the hub is printed."),
    },
    "no-printer": {
        "sv": ("Det finns ingen skrivare.", "", "Lägg till en under Inställningar, Skrivare."),
        "nb": ("Det finnes ingen skriver.", "", "Legg til en under Innstillinger, Skrivere."),
        "en": ("There is no printer.", "", "Add one under Settings, Printers."),
    },
}  # fmt: skip
