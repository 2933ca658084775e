"""Letters about accounts: activation, invitation, a new password, a new address."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="activation",
        words={
            "sv": LetterWords(
                subject="Aktivera kontot för {company}",
                paragraphs=(
                    "Hej {name}!",
                    "{company} har registrerats hos oss med den här e-postadressen. Följ länken för att läsa "
                    "användaravtalet, välja lösenord och börja.",
                    "Länken fungerar en gång, till {expires}. Om du inte känner till registreringen behöver du inte "
                    "göra någonting: utan länken blir det inget konto.",
                    "{page}",
                ),
                button="Aktivera kontot",
            ),
            "nb": LetterWords(
                subject="Aktiver kontoen for {company}",
                paragraphs=(
                    "Hei {name}!",
                    "{company} er registrert hos oss med denne e-postadressen. Følg lenken for å lese brukeravtalen, "
                    "velge passord og komme i gang.",
                    "Lenken virker én gang, til {expires}. Kjenner du ikke til registreringen, trenger du ikke gjøre "
                    "noe: uten lenken blir det ingen konto.",
                    "{page}",
                ),
                button="Aktiver kontoen",
            ),
            "en": LetterWords(
                subject="Activate the account of {company}",
                paragraphs=(
                    "Hello {name},",
                    "{company} was registered with us under this e-mail address. Follow the link to read the user "
                    "agreement, choose a password and begin.",
                    "The link works once, until {expires}. If you know nothing of this, there is nothing to do: "
                    "without the link there will be no account.",
                    "{page}",
                ),
                button="Activate the account",
            ),
        },
    ),
    LetterKind(
        name="activation_known",
        words={
            "sv": LetterWords(
                subject="Aktivera kontot för {company}",
                paragraphs=(
                    "Hej {name}!",
                    "{company} har registrerats hos oss med den här e-postadressen, som du redan loggar in med. Följ "
                    "länken, logga in som vanligt och godkänn användaravtalet: sedan finns företaget bland dina.",
                    "Länken fungerar en gång, till {expires}. Om du inte känner till registreringen behöver du inte "
                    "göra någonting.",
                    "{page}",
                ),
                button="Aktivera kontot",
            ),
            "nb": LetterWords(
                subject="Aktiver kontoen for {company}",
                paragraphs=(
                    "Hei {name}!",
                    "{company} er registrert hos oss med denne e-postadressen, som du allerede logger inn med. Følg "
                    "lenken, logg inn som vanlig og godta brukeravtalen: så er bedriften blant dine.",
                    "Lenken virker én gang, til {expires}. Kjenner du ikke til registreringen, trenger du ikke gjøre "
                    "noe.",
                    "{page}",
                ),
                button="Aktiver kontoen",
            ),
            "en": LetterWords(
                subject="Activate the account of {company}",
                paragraphs=(
                    "Hello {name},",
                    "{company} was registered with us under this e-mail address, with which you sign in already. "
                    "Follow the link, sign in as usual and accept the user agreement: then the company is among "
                    "yours.",
                    "The link works once, until {expires}. If you know nothing of this, there is nothing to do.",
                    "{page}",
                ),
                button="Activate the account",
            ),
        },
    ),
    LetterKind(
        name="company_exists",
        words={
            "sv": LetterWords(
                subject="{company} har redan ett konto",
                paragraphs=(
                    "Hej {name}!",
                    "Du har velat registrera {company} hos oss. Företaget har redan ett konto. Be den som är "
                    "administratör att bjuda in dig: {administrators}.",
                    "Vi har berättat för administratören att du har frågat. Om det inte var du behöver du inte göra "
                    "någonting.",
                ),
            ),
            "nb": LetterWords(
                subject="{company} har allerede en konto",
                paragraphs=(
                    "Hei {name}!",
                    "Du ville registrere {company} hos oss. Bedriften har allerede en konto. Be den som er "
                    "administrator, om å invitere deg: {administrators}.",
                    "Vi har sagt fra til administratoren at du har spurt. Var det ikke deg, trenger du ikke gjøre noe.",
                ),
            ),
            "en": LetterWords(
                subject="{company} has an account already",
                paragraphs=(
                    "Hello {name},",
                    "You wanted to register {company} with us. The company has an account already. Ask its "
                    "administrator to invite you: {administrators}.",
                    "We have told the administrator that you asked. If it was not you, there is nothing to do.",
                ),
            ),
        },
    ),
    LetterKind(
        name="already_member",
        words={
            "sv": LetterWords(
                subject="Du har redan ett konto för {company}",
                paragraphs=(
                    "Hej {name}!",
                    "Du har velat registrera {company} hos oss, men företaget har redan ett konto och du är en av "
                    "användarna. Logga in med den här e-postadressen. Har du glömt lösenordet kan du välja ett nytt "
                    "från inloggningssidan.",
                ),
                button="Logga in",
            ),
            "nb": LetterWords(
                subject="Du har allerede en konto for {company}",
                paragraphs=(
                    "Hei {name}!",
                    "Du ville registrere {company} hos oss, men bedriften har allerede en konto, og du er en av "
                    "brukerne. Logg inn med denne e-postadressen. Har du glemt passordet, kan du velge et nytt fra "
                    "innloggingssiden.",
                ),
                button="Logg inn",
            ),
            "en": LetterWords(
                subject="You have an account for {company} already",
                paragraphs=(
                    "Hello {name},",
                    "You wanted to register {company} with us, but the company has an account already and you are "
                    "one of its users. Sign in with this e-mail address. If you have forgotten the password, choose "
                    "a new one from the sign-in page.",
                ),
                button="Sign in",
            ),
        },
    ),
    LetterKind(
        name="wants_to_join",
        words={
            "sv": LetterWords(
                subject="{person} vill bli användare i {company}",
                paragraphs=(
                    "{person} ({email}) har velat registrera {company}, som redan har ett konto. Känner du personen "
                    "kan du bjuda in adressen bland företagets användare. Annars behöver du inte göra någonting.",
                ),
                button="Till Depesch",
            ),
            "nb": LetterWords(
                subject="{person} vil bli bruker i {company}",
                paragraphs=(
                    "{person} ({email}) ville registrere {company}, som allerede har en konto. Kjenner du personen, "
                    "kan du invitere adressen blant bedriftens brukere. Ellers trenger du ikke gjøre noe.",
                ),
                button="Til Depesch",
            ),
            "en": LetterWords(
                subject="{person} wants to become a user of {company}",
                paragraphs=(
                    "{person} ({email}) wanted to register {company}, which has an account already. If you know the "
                    "person, invite the address among the company's users. Otherwise there is nothing to do.",
                ),
                button="To Depesch",
            ),
        },
    ),
    LetterKind(
        name="invitation",
        words={
            "sv": LetterWords(
                subject="{company} har bjudit in dig",
                paragraphs=(
                    "Hej {name}!",
                    "{company} vill att du arbetar med företagets fakturor i Depesch. Följ länken för att tacka ja.",
                    "Länken fungerar en gång, till {expires}. Vill du inte vara med behöver du inte göra någonting.",
                ),
                button="Tacka ja",
            ),
            "nb": LetterWords(
                subject="{company} har invitert deg",
                paragraphs=(
                    "Hei {name}!",
                    "{company} vil at du skal arbeide med bedriftens fakturaer i Depesch. Følg lenken for å takke ja.",
                    "Lenken virker én gang, til {expires}. Vil du ikke være med, trenger du ikke gjøre noe.",
                ),
                button="Takk ja",
            ),
            "en": LetterWords(
                subject="{company} has invited you",
                paragraphs=(
                    "Hello {name},",
                    "{company} wants you to work with its invoices in Depesch. Follow the link to accept.",
                    "The link works once, until {expires}. If you would rather not, there is nothing to do.",
                ),
                button="Accept the invitation",
            ),
        },
    ),
    LetterKind(
        name="new_password",
        words={
            "sv": LetterWords(
                subject="Välj ett nytt lösenord",
                paragraphs=(
                    "Hej {name}!",
                    "Någon har bett om ett nytt lösenord till ditt konto i Depesch. Följ länken för att välja det.",
                    "Länken fungerar en gång, till {expires}. Var det inte du behöver du inte göra någonting: ditt "
                    "lösenord gäller som förut.",
                ),
                button="Välj lösenord",
            ),
            "nb": LetterWords(
                subject="Velg et nytt passord",
                paragraphs=(
                    "Hei {name}!",
                    "Noen har bedt om et nytt passord til kontoen din i Depesch. Følg lenken for å velge det.",
                    "Lenken virker én gang, til {expires}. Var det ikke deg, trenger du ikke gjøre noe: passordet ditt "
                    "gjelder som før.",
                ),
                button="Velg passord",
            ),
            "en": LetterWords(
                subject="Choose a new password",
                paragraphs=(
                    "Hello {name},",
                    "Somebody asked for a new password for your account in Depesch. Follow the link to choose it.",
                    "The link works once, until {expires}. If it was not you, there is nothing to do: your password "
                    "stays as it is.",
                ),
                button="Choose a password",
            ),
        },
    ),
    LetterKind(
        name="password_changed",
        words={
            "sv": LetterWords(
                subject="Ditt lösenord är ändrat",
                paragraphs=(
                    "Hej {name}!",
                    "Lösenordet till ditt konto i Depesch har ändrats, och du är utloggad överallt där du inte just "
                    "ändrade det.",
                    "Var det inte du? Välj genast ett nytt lösenord och berätta för företagets administratör.",
                ),
                button="Välj ett nytt lösenord",
            ),
            "nb": LetterWords(
                subject="Passordet ditt er endret",
                paragraphs=(
                    "Hei {name}!",
                    "Passordet til kontoen din i Depesch er endret, og du er logget ut overalt der du ikke nettopp "
                    "endret det.",
                    "Var det ikke deg? Velg straks et nytt passord og si fra til bedriftens administrator.",
                ),
                button="Velg et nytt passord",
            ),
            "en": LetterWords(
                subject="Your password was changed",
                paragraphs=(
                    "Hello {name},",
                    "The password of your account in Depesch was changed, and you are signed out everywhere but where "
                    "you changed it.",
                    "Was it not you? Choose a new password at once and tell your company's administrator.",
                ),
                button="Choose a new password",
            ),
        },
    ),
    LetterKind(
        name="confirm_email",
        words={
            "sv": LetterWords(
                subject="Bekräfta din nya e-postadress",
                paragraphs=(
                    "Hej {name}!",
                    "Du vill logga in i Depesch med den här adressen i stället för {before}. Följ länken för att "
                    "bekräfta att den är din.",
                    "Länken fungerar en gång, till {expires}. Tills dess loggar du in som förut.",
                ),
                button="Bekräfta adressen",
            ),
            "nb": LetterWords(
                subject="Bekreft den nye e-postadressen din",
                paragraphs=(
                    "Hei {name}!",
                    "Du vil logge inn i Depesch med denne adressen i stedet for {before}. Følg lenken for å bekrefte "
                    "at den er din.",
                    "Lenken virker én gang, til {expires}. Inntil da logger du inn som før.",
                ),
                button="Bekreft adressen",
            ),
            "en": LetterWords(
                subject="Confirm your new e-mail address",
                paragraphs=(
                    "Hello {name},",
                    "You want to sign in to Depesch with this address instead of {before}. Follow the link to confirm "
                    "that it is yours.",
                    "The link works once, until {expires}. Until then you sign in as before.",
                ),
                button="Confirm the address",
            ),
        },
    ),
    LetterKind(
        name="email_taken",
        words={
            "sv": LetterWords(
                subject="Adressen har redan ett konto",
                paragraphs=(
                    "Hej!",
                    "{name} har velat byta till den här e-postadressen i Depesch, men den har redan ett konto. "
                    "Ingenting har ändrats. Är båda kontona dina, logga in med det som du vill behålla.",
                ),
            ),
            "nb": LetterWords(
                subject="Adressen har allerede en konto",
                paragraphs=(
                    "Hei!",
                    "{name} ville bytte til denne e-postadressen i Depesch, men den har allerede en konto. Ingenting "
                    "er endret. Er begge kontoene dine, logg inn med den du vil beholde.",
                ),
            ),
            "en": LetterWords(
                subject="The address has an account already",
                paragraphs=(
                    "Hello,",
                    "{name} wanted to change to this e-mail address in Depesch, but it has an account already. Nothing "
                    "was changed. If both accounts are yours, sign in with the one that you want to keep.",
                ),
            ),
        },
    ),
    LetterKind(
        name="email_changed",
        words={
            "sv": LetterWords(
                subject="Din e-postadress är ändrad",
                paragraphs=(
                    "Hej {name}!",
                    "Från och med nu loggar du in i Depesch med {after}. Den här adressen används inte längre.",
                    "Var det inte du? Berätta genast för företagets administratör.",
                ),
            ),
            "nb": LetterWords(
                subject="E-postadressen din er endret",
                paragraphs=(
                    "Hei {name}!",
                    "Fra nå av logger du inn i Depesch med {after}. Denne adressen brukes ikke lenger.",
                    "Var det ikke deg? Si straks fra til bedriftens administrator.",
                ),
            ),
            "en": LetterWords(
                subject="Your e-mail address was changed",
                paragraphs=(
                    "Hello {name},",
                    "From now on you sign in to Depesch with {after}. This address is no longer used.",
                    "Was it not you? Tell your company's administrator at once.",
                ),
            ),
        },
    ),
    LetterKind(
        name="second_step_changed",
        words={
            "sv": LetterWords(
                subject="Din inloggning i två steg är ändrad",
                paragraphs=(
                    "Hej {name}!",
                    "Ett andra steg för inloggning har lagts till eller tagits bort på ditt konto i Depesch.",
                    "Var det inte du? Byt genast lösenord och berätta för företagets administratör.",
                ),
                button="Se din inloggning",
            ),
            "nb": LetterWords(
                subject="Totrinnsinnloggingen din er endret",
                paragraphs=(
                    "Hei {name}!",
                    "Et andre trinn for innlogging er lagt til eller fjernet på kontoen din i Depesch.",
                    "Var det ikke deg? Bytt passord straks, og si fra til bedriftens administrator.",
                ),
                button="Se innloggingen din",
            ),
            "en": LetterWords(
                subject="Your two-step sign-in was changed",
                paragraphs=(
                    "Hello {name},",
                    "A second step for signing in was added to your account in Depesch, or taken away.",
                    "Was it not you? Change your password at once and tell your company's administrator.",
                ),
                button="See how you sign in",
            ),
        },
    ),
    LetterKind(
        name="second_steps_lost",
        words={
            "sv": LetterWords(
                subject="Ditt andra steg för inloggning är borttaget",
                paragraphs=(
                    "Hej {name}!",
                    "De som driver Depesch har tagit bort ditt andra steg för inloggning, med koder och "
                    "passnycklar. Du är utloggad överallt och loggar in med enbart lösenordet tills du lägger "
                    "till ett nytt.",
                    "Skäl: {reason}",
                    "Har du inte bett om det? Byt genast lösenord och berätta för företagets administratör.",
                ),
                button="Lägg till ett nytt andra steg",
            ),
            "nb": LetterWords(
                subject="Det andre trinnet ditt for innlogging er fjernet",
                paragraphs=(
                    "Hei {name}!",
                    "De som driver Depesch, har fjernet det andre trinnet ditt for innlogging, med koder og "
                    "passnøkler. Du er logget ut overalt og logger inn med bare passordet til du legger til et nytt.",
                    "Grunn: {reason}",
                    "Har du ikke bedt om det? Bytt passord straks, og si fra til bedriftens administrator.",
                ),
                button="Legg til et nytt andre trinn",
            ),
            "en": LetterWords(
                subject="Your second step for signing in was removed",
                paragraphs=(
                    "Hello {name},",
                    "Those who run Depesch removed your second step for signing in, with its codes and passkeys. You "
                    "are signed out everywhere, and sign in with your password alone until you add a new one.",
                    "Reason: {reason}",
                    "Did you not ask for it? Change your password at once and tell your company's administrator.",
                ),
                button="Add a new second step",
            ),
        },
    ),
)
