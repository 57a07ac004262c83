package io.eventloop.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsTest {

  @Test
  void shouldBeEqualByContent() {
    assertThat(Js.of(new byte[] {1, 2})).isEqualTo(Js.of(new byte[] {1, 2}));
    assertThat(Js.array(Js.of(1), Js.of("a"))).isEqualTo(Js.array(Js.of(1), Js.of("a")));
    assertThat(Js.undefined()).isNotEqualTo(Js.ofNull());
    assertThat(Js.of(0.0)).isNotEqualTo(Js.of(-0.0));
  }

  @Test
  void shouldKeepNothingThatChanges() {
    byte[] bytes = {1};
    Js.Bytes value = (Js.Bytes) Js.of(bytes);
    bytes[0] = 2;
    value.toArray()[0] = 3;
    Map<String, Js> properties = new LinkedHashMap<>(Map.of("a", Js.of(true)));
    Js.Obj object = (Js.Obj) Js.object(properties);
    properties.clear();

    assertThat(value.toArray()).containsExactly(1);
    assertThat(object.get("a")).isEqualTo(Js.of(true));
    assertThat(object.get("b")).isEqualTo(Js.undefined());
  }

  @Test
  void shouldRefuseNullWhereJavaScriptHasItsOwn() {
    assertThatThrownBy(() -> Js.of((String) null)).isInstanceOf(InvalidArgTypeException.class);
    assertThatThrownBy(() -> new Js.Arr(Arrays.asList((Js) null)))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void shouldShowNumbersAsJavaScriptDoes() {
    assertThat(List.of(Js.of(1), Js.of(1.5), Js.of(-3)).toString()).isEqualTo("[1, 1.5, -3]");
  }
}
