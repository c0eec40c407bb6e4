package dev.watchword.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {

  @Test
  void lendsACopyAndWipesItAfterwards() {
    Pin pin = Pin.of("5239");
    List<char[]> kept = new ArrayList<>();

    String read =
        pin.expose(lent -> {
          kept.add(lent);
          return new String(lent);
        });

    assertThat(read).isEqualTo("5239");
    assertThat(kept.getFirst()).containsOnly('\0');
    assertThat(pin.<String>expose(String::new)).isEqualTo("5239");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16, 64})
  void takesOneToSixtyFourCharacters(int length) {
    assertThat(Pin.of("7".repeat(length)).length()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65})
  void refusesOtherLengthsWithoutRepeatingThePin(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pin.of("7".repeat(length)))
        .withMessage("pin: 1 to 64 characters, got " + length);
  }

  @Test
  void equalsByItsCharactersAndHidesThemInItsHashCode() {
    assertThat(Pin.of("5239"))
        .isEqualTo(Pin.of("5239"))
        .isNotEqualTo(Pin.of("5238"))
        .isNotEqualTo(Pin.of("52390"))
        .isNotEqualTo("5239")
        .hasSameHashCodeAs(Pin.of("0000"));
  }

  @Nested
  class Closing {

    private final Pin pin = Pin.of("5239");

    @Test
    void wipesTheCharactersThemselves() throws ReflectiveOperationException {
      var field = Pin.class.getDeclaredField("characters");
      field.setAccessible(true);
      char[] held = (char[]) field.get(pin);
      assertThat(held).containsExactly('5', '2', '3', '9');

      pin.close();

      assertThat(held).containsOnly('\0');
    }

    /// A wiped PIN that still answered would give codes, and wrong ones.
    @Test
    void refusesEveryUseAfterwards() {
      pin.close();

      assertThatIllegalStateException().isThrownBy(() -> pin.expose(c -> c.length));
      assertThatIllegalStateException().isThrownBy(pin::copy);
    }

    @Test
    void leavesACopyAlive() {
      Pin copy = pin.copy();
      pin.close();

      assertThat(copy).isEqualTo(Pin.of("5239"));
    }

    @Test
    void makesItEqualToNoOther() {
      Pin other = Pin.of("1234");
      pin.close();
      other.close();

      assertThat(pin).isNotEqualTo(other);
    }
  }
}
