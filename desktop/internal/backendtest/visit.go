package backendtest

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
)

// Browsers are the programs of test scripts that stand for a person's browser:
// visit goes where it is sent, refuse says no at the provider, and strangers
// asks the program's own address for nonsense first.
func Browsers() map[string]func() {
	return map[string]func(){
		"visit":  func() { visit(os.Args[1], false) },
		"refuse": func() { visit(os.Args[1], true) },
		"strangers": func() {
			start, err := url.Parse(os.Args[1])
			if err != nil {
				fail(err)
			}
			own, err := url.Parse(start.Query().Get("redirect_uri"))
			if err != nil {
				fail(err)
			}
			for address, want := range map[string]int{
				"/done?code=stolen&state=guessed": http.StatusBadRequest, "/done?code=stolen": http.StatusBadRequest,
				"/": http.StatusNotFound, "/other?code=x": http.StatusNotFound,
			} {
				if got := status("http://" + own.Host + address); got != want {
					fail(fmt.Errorf("%s answers %d", address, got))
				}
			}
			visit(os.Args[1], false)
		},
	}
}

// Visit goes where a person's browser is sent, and says no at the provider when
// refuse is set.
func Visit(address string, refuse bool) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	browser := &http.Client{Jar: jar}
	request, err := http.NewRequest(http.MethodGet, address, nil) //nolint:gosec,noctx // the program is a test's
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "text/html")
	if refuse {
		request.Header.Set("X-Refuse", "yes")
	}
	answer, err := browser.Do(request) //nolint:gosec // the test's own
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

func visit(address string, refuse bool) {
	if err := Visit(address, refuse); err != nil {
		fail(err)
	}
}

func status(address string) int {
	answer, err := http.Get(address) //nolint:gosec,noctx // the test's own
	if err != nil {
		fail(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
