package window

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPrefersDark(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("GTK_THEME", "")
	if prefersDark() {
		t.Error("without any settings: dark")
	}
	path := filepath.Join(dir, "gtk-3.0", "settings.ini")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]bool{
		"[Settings]\ngtk-application-prefer-dark-theme=1\n":         true,
		"[Settings]\ngtk-application-prefer-dark-theme = true\n":    true,
		"[Settings]\ngtk-application-prefer-dark-theme=0\n":         false,
		"[Settings]\ngtk-theme-name=Adwaita-dark\n":                 true,
		"[Settings]\ngtk-theme-name=Adwaita\n":                      false,
		"[Settings]\ngtk-icon-theme-name=Papirus-Dark\nnonsense\n=": false,
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := prefersDark(); got != want {
			t.Errorf("%q: dark is %t", content, got)
		}
	}
	for theme, want := range map[string]bool{"Adwaita:dark": true, "Adwaita-dark": true, "Adwaita": false} {
		t.Setenv("GTK_THEME", theme)
		if got := prefersDark(); got != want {
			t.Errorf("GTK_THEME=%s: dark is %t", theme, got)
		}
	}
}

func TestABusThatIsNotThereIsNoAnswer(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	if _, known := portalPrefersDark(); known {
		t.Error("it answered")
	}
}
