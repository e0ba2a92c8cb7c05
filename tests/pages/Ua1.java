import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks each named file against PDF/UA-1 with veraPDF: one line of JSON a file. */
public class Ua1 {
    private static final PDFAFlavour UA1 = PDFAFlavour.PDFUA_1;

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ObjectMapper json = new ObjectMapper();
        for (String file : files) {
            System.out.println(json.writeValueAsString(Map.of("file", file, "faults", faults(file))));
        }
    }

    /** Every rule that the file breaks, once; a file that is no PDF at all breaks the first. */
    private static List<String> faults(String file) {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(new File(file), UA1);
                PDFAValidator validator = foundry.createValidator(UA1, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> broken = result.getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(Ua1::line).distinct().sorted().toList();
            return broken.isEmpty() && !result.isCompliant() ? List.of("not compliant") : broken;
        } catch (Exception unreadable) {
            return List.of("cannot be read: " + unreadable.getMessage());
        }
    }

    private static String line(TestAssertion one) {
        return "%s-%d %s".formatted(
                one.getRuleId().getClause(), one.getRuleId().getTestNumber(), one.getMessage());
    }
}
