package window

import (
	"os"
	goruntime "runtime"
)

// PassphraseVariable names the environment variable that holds the passphrase
// for computers without a keyring, where nobody can be asked for it.
const PassphraseVariable = "IAM_COPILOT_PASSPHRASE"

// prepareEnvironment changes what the webview reads from the environment, and
// takes the passphrase out of it, so that no process started from here
// inherits it.
func prepareEnvironment() (passphrase string) {
	// These open a debugger to whoever can connect, even in a release.
	for _, name := range []string{"WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"} {
		_ = os.Unsetenv(name)
	}
	if goruntime.GOOS == "linux" {
		// With some graphics drivers the window stays empty otherwise.
		if _, set := os.LookupEnv("WEBKIT_DISABLE_DMABUF_RENDERER"); !set {
			_ = os.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
		}
	}
	passphrase = os.Getenv(PassphraseVariable)
	_ = os.Unsetenv(PassphraseVariable)
	return passphrase
}
