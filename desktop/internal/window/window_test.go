package window

import (
	"encoding/json"
	"log/slog"
	"os"
	goruntime "runtime"
	"strings"
	"testing"

	"github.com/wailsapp/wails/v2/pkg/menu"

	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

func newWindow(t *testing.T) *window {
	t.Helper()
	dir := t.TempDir()
	file, err := settings.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return &window{settings: file, version: "1.2.3", dataDir: dir, log: slog.New(slog.DiscardHandler)}
}

func TestPrepareEnvironment(t *testing.T) {
	t.Setenv("WEBKIT_INSPECTOR_SERVER", "127.0.0.1:9000")
	t.Setenv("WEBKIT_INSPECTOR_HTTP_SERVER", "127.0.0.1:9001")
	t.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "") // so that it is put back
	t.Setenv(PassphraseVariable, "correct horse battery staple")
	if err := os.Unsetenv("WEBKIT_DISABLE_DMABUF_RENDERER"); err != nil {
		t.Fatal(err)
	}
	if got := prepareEnvironment(); got != "correct horse battery staple" {
		t.Errorf("the passphrase is %q", got)
	}
	for _, name := range []string{"WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER", PassphraseVariable} {
		if value, set := os.LookupEnv(name); set {
			t.Errorf("%s is still %q", name, value)
		}
	}
	if got, set := os.LookupEnv("WEBKIT_DISABLE_DMABUF_RENDERER"); goruntime.GOOS == "linux" && got != "1" || goruntime.GOOS != "linux" && set {
		t.Errorf("WEBKIT_DISABLE_DMABUF_RENDERER is %q", got)
	}
	t.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
	prepareEnvironment()
	if got := os.Getenv("WEBKIT_DISABLE_DMABUF_RENDERER"); got != "0" {
		t.Errorf("what the person has set is now %q", got)
	}
}

func TestStartPlace(t *testing.T) {
	tests := []struct {
		name string
		last *settings.Window
		want settings.Window
	}{
		{"the first time", nil, settings.Window{Width: 1280, Height: 820}},
		{"again", &settings.Window{X: 5, Y: 6, Width: 1000, Height: 700}, settings.Window{X: 5, Y: 6, Width: 1000, Height: 700}},
		{"too small to use", &settings.Window{Width: 10, Height: -1}, settings.Window{Width: 800, Height: 600}},
		{"maximised", &settings.Window{Width: 900, Height: 650, Maximised: true}, settings.Window{Width: 900, Height: 650, Maximised: true}},
	}
	for _, test := range tests {
		if got := startPlace(test.last); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestFits(t *testing.T) {
	tests := []struct {
		name string
		x, y int
		want bool
	}{
		{"in the corner", 0, 0, true},
		{"in the middle", 400, 300, true},
		{"partly off to the left", -800, 100, true},
		{"all off to the left", -950, 100, false},
		{"partly off to the right", 1700, 100, true},
		{"all off to the right", 1900, 100, false},
		{"below the screen", 100, 1060, false},
		{"its bar above the screen", 100, -30, false},
		{"on a screen that is gone", 3000, 200, false},
	}
	for _, test := range tests {
		if got := fits(settings.Window{X: test.x, Y: test.y, Width: 1000, Height: 700}, 1920, 1080); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}

func TestInsertTextCannotBreakOut(t *testing.T) {
	for _, text := range []string{`a"b`, `\"); alert(1); ("`, "line\nline", "\u2028", "</script>", "ünïcode", "\x00"} {
		script, err := insertText(text)
		if err != nil {
			t.Fatal(err)
		}
		literal, ok := strings.CutPrefix(script, "document.execCommand('insertText', false, ")
		if !ok || !strings.HasSuffix(literal, ")") {
			t.Fatalf("the script is %s", script)
		}
		var back string
		if err := json.Unmarshal([]byte(strings.TrimSuffix(literal, ")")), &back); err != nil || back != text {
			t.Errorf("%q became %s (%v)", text, literal, err)
		}
		if strings.ContainsAny(literal, "\n\u2028<") {
			t.Errorf("%q is not escaped: %s", text, literal)
		}
	}
}

func TestTheInstanceIsThatOfTheDataFolder(t *testing.T) {
	first, second := instanceID("/home/ada/.config/iam-copilot"), instanceID("/home/ada/work")
	if first == second || first != instanceID("/home/ada/.config/iam-copilot") {
		t.Errorf("%s and %s", first, second)
	}
	// It becomes part of a name on the session bus, which takes no others.
	if strings.Trim(first, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		t.Errorf("%s holds signs that a bus name may not", first)
	}
}

func TestTheMenuHasTheOrdinaryItems(t *testing.T) {
	labels, keys := map[string]bool{}, map[string]string{}
	var walk func(items []*menu.MenuItem)
	walk = func(items []*menu.MenuItem) {
		for _, item := range items {
			labels[item.Label] = true
			if item.SubMenu != nil {
				walk(item.SubMenu.Items)
				continue
			}
			if item.Type != menu.SeparatorType && item.Role == 0 && item.Click == nil {
				t.Errorf("%s does nothing", item.Label)
			}
			if item.Accelerator != nil {
				if before := keys[item.Accelerator.Key]; before != "" {
					t.Errorf("%s and %s have the same key", before, item.Label)
				}
				keys[item.Accelerator.Key] = item.Label
			}
		}
	}
	walk(newWindow(t).menu().Items)
	wanted := []string{"View", "Reload", "Full screen", "Help", "About IAM Copilot"}
	if goruntime.GOOS != "darwin" {
		wanted = append(wanted, "File", "Quit", "Edit", "Undo", "Redo", "Cut", "Copy", "Paste", "Select all", "Window", "Minimise")
	}
	for _, label := range wanted {
		if !labels[label] {
			t.Errorf("%s is missing", label)
		}
	}
	for _, key := range []string{"c", "v", "x", "z", "a"} {
		if label := keys[key]; label != "" {
			t.Errorf("%s takes a key away that the webview knows", label)
		}
	}
}

func TestOptions(t *testing.T) {
	w := newWindow(t)
	o := w.options()
	if o.Title != "IAM Copilot" || o.MinWidth != minWidth || o.SingleInstanceLock == nil || o.AssetServer.Middleware == nil || len(o.Bind) != 0 {
		t.Errorf("options %+v", o)
	}
	if o.EnableFraudulentWebsiteDetection {
		t.Error("addresses would be told to others")
	}
	entries, err := os.ReadDir(w.dataDir)
	if err != nil || len(entries) != 0 {
		t.Errorf("before the window is there, the data folder holds %v (%v)", entries, err)
	}
	if light, dark := background(false), background(true); light.R < 0xf0 || dark.R > 0x30 || light.A != 0xff || dark.A != 0xff {
		t.Errorf("backgrounds %+v, %+v", light, dark)
	}
}
