package accounts

import "strings"

// A user agent names many products, most of them for compatibility's sake:
// the first of these that it holds is the one ("Browser detection using the
// user agent string", MDN Web Docs).
var (
	programs = []struct{ sign, name string }{
		{"IAMCopilot-Desktop", "IAM Copilot desktop"},
		{"iamcopilot/", "IAM Copilot command line"},
		{"iam-copilot-go", "IAM Copilot client"},
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Vivaldi/", "Vivaldi"},
		{"FxiOS/", "Firefox"},
		{"Firefox/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"HeadlessChrome/", "Chrome"},
		{"Chromium/", "Chromium"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
		{"curl/", "curl"},
		{"python-requests/", "Python"},
		{"Go-http-client/", "Go program"},
	}
	systems = []struct{ sign, name string }{
		{"iPhone", "iPhone"},
		{"iPad", "iPad"},
		{"Android", "Android"},
		{"Windows", "Windows"},
		{"CrOS", "ChromeOS"},
		{"Mac OS X", "macOS"},
		{"Macintosh", "macOS"},
		{"Linux", "Linux"},
	}
)

// device is what people call the thing that sent a user agent, such as
// "Firefox on Windows".
func device(userAgent string) string {
	program, system := "", ""
	for _, p := range programs {
		if strings.Contains(userAgent, p.sign) {
			program = p.name
			break
		}
	}
	for _, s := range systems {
		if strings.Contains(userAgent, s.sign) {
			system = s.name
			break
		}
	}
	switch {
	case program == "" && system == "":
		return "Unknown device"
	case program == "":
		return system
	case system == "":
		return program
	}
	return program + " on " + system
}
