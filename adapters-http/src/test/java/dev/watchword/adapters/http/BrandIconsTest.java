package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Which mark belongs to which issuer.
class BrandIconsTest {

  private final BrandIcons brands = new BrandIcons();

  private String slug(String issuer) {
    return brands.of(issuer).map(BrandIcons.Brand::slug).orElse("-");
  }

  @Test
  void findsAMarkByTheIssuersNameHoweverItIsSpelt() {
    for (String issuer :
        List.of(
            "GitHub",
            "github",
            "GITHUB",
            "GitHub.com",
            "GitHub (work)",
            "GitHub: acme",
            " git hub ")) {
      assertThat(slug(issuer)).as(issuer).isEqualTo("github");
    }
    assertThat(slug("ChatGPT")).isEqualTo("openai");
    assertThat(slug("Hugging Face")).isEqualTo("huggingface");
    assertThat(slug("npmjs")).isEqualTo("npm");
    assertThat(slug("Stack Overflow")).isEqualTo("stackoverflow");
  }

  @Test
  void findsNoneForOthers() {
    for (String issuer : List.of("", "   ", "My Bank", "GitHubber", "!", "com", "Appl")) {
      assertThat(slug(issuer)).as(issuer).isEqualTo("-");
    }
  }

  @Test
  void drawsEachMarkAsOnePathWithoutAnythingThatRuns() {
    String svg =
        new String(
            brands.of("OpenAI").orElseThrow().svg(), java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(svg)
        .matches("<svg xmlns=[^<>]+><path fill=\"#[0-9a-f]{6}\" d=\"[-0-9A-Za-z., ]+\"/></svg>\n");
  }
}
