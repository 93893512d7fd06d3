package deeplink

import (
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
	for link, want := range map[string]string{
		"iamcopilot://policies/12":                     "/policies/12",
		"iamcopilot:///policies/12":                    "/policies/12",
		"IAMCOPILOT://settings?tab=security":           "/settings?tab=security",
		"iamcopilot://":                                "/",
		"iamcopilot://invitation#token=abc.def":        "/invitation#token=abc.def",
		"iamcopilot://iam/users?open=ada&credential=2": "/iam/users?open=ada&credential=2",
		"iamcopilot://policies/12/":                    "/policies/12",
	} {
		if got, ok := Page(link); !ok || got != want {
			t.Errorf("%s leads to %q, %t; want %q", link, got, ok, want)
		}
	}
	for _, link := range []string{
		"", "policies", "https://policies/12", "javascript:alert(1)", "iamcopilot:policies", "iamcopilot://api/v1/auth/me", "iamcopilot://desktop/unlock",
		"iamcopilot://policies/../desktop/state", "iamcopilot://policies/%2e%2e/api", "iamcopilot://policies//x", "iamcopilot://ada@policies/1",
		"iamcopilot://policies:80/1", "iamcopilot://policies/1\n2", `iamcopilot://policies\1`, "iamcopilot://assets/main.js",
		"iamcopilot://policies/" + strings.Repeat("1", 3000), "--settings", "iamcopilot://evil.example.com/policies",
	} {
		if got, ok := Page(link); ok {
			t.Errorf("%q leads to %q", link, got)
		}
	}
	if page, ok := Among([]string{"--flag", "file.json", "iamcopilot://usage"}); !ok || page != "/usage" {
		t.Errorf("among the arguments: %q, %t", page, ok)
	}
}
