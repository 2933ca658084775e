import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints what veraPDF finds in each PDF, for each flavour: one line with tabs, "file flavour assertions" or "... clause message". */
public class Judge {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < args.length; i++) {
            for (String name : args[0].split(",")) {
                judge(args[i], PDFAFlavour.byFlavourId(name), name);
            }
        }
    }

    private static void judge(String file, PDFAFlavour flavour, String name) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println("judged\t" + file + "\t" + name + "\t" + result.getTotalAssertions());
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    String clause = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                    System.out.println("broken\t" + file + "\t" + name + "\t" + clause + "\t" + one.getMessage());
                }
            }
        }
    }
}
