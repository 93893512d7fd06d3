package window

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// prefersDark tells whether the person has chosen dark windows. It is a guess
// for the first moment only: the page asks the webview, which knows.
func prefersDark() bool {
	if theme := os.Getenv("GTK_THEME"); theme != "" {
		return strings.HasSuffix(theme, ":dark") || strings.HasSuffix(theme, "-dark")
	}
	if dark, known := portalPrefersDark(); known {
		return dark
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return false
	}
	return gtkPrefersDark(filepath.Join(dir, "gtk-3.0", "settings.ini"))
}

// portalPrefersDark asks the desktop, by the interface that the XDG Desktop
// Portal documentation calls "Settings": 1 is dark, 2 is light, 0 is neither.
func portalPrefersDark() (dark, known bool) {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return false, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return false, false
	}
	defer func() { _ = conn.Close() }()
	var value dbus.Variant
	portal := conn.Object("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")
	err = portal.CallWithContext(ctx, "org.freedesktop.portal.Settings.Read", dbus.FlagNoAutoStart, "org.freedesktop.appearance", "color-scheme").Store(&value)
	if err != nil {
		return false, false
	}
	// The value comes in a second wrapping.
	if inner, ok := value.Value().(dbus.Variant); ok {
		value = inner
	}
	scheme, ok := value.Value().(uint32)
	return scheme == 1, ok && scheme != 0
}

// gtkPrefersDark reads GTK's settings file.
func gtkPrefersDark(path string) bool {
	file, err := os.Open(path) //nolint:gosec // the user's own settings
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), "=")
		name, value = strings.TrimSpace(name), strings.ToLower(strings.TrimSpace(value))
		if name == "gtk-application-prefer-dark-theme" && (value == "1" || value == "true") {
			return true
		}
		if name == "gtk-theme-name" && strings.HasSuffix(value, "-dark") {
			return true
		}
	}
	return false
}
