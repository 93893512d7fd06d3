package suggest

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"production", "staging", "audit-role", "Sandbox"}
	for typed, want := range map[string]string{
		"prodution": "production", "PRODUCTION": "production", "stagin": "staging", "prod": "production", "sandbx": "Sandbox",
		"audit role": "audit-role", "": "", "xyz": "", "development": "",
	} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  string
	}{
		{nil, `there is no credential "prod"; there is none at all`},
		{[]string{"production", "x"}, `there is no credential "prod"; did you mean "production"?`},
		{[]string{"alpha", "beta"}, `there is no credential "prod"; there are: alpha, beta`},
		{make([]string, 11), `there is no credential "prod"`},
	} {
		if got := Unknown("credential", "prod", test.names).Error(); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}
