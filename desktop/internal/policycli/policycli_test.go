package policycli_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/desktop/internal/clitest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// readAtStart is set when some package has asked the catalog something before the program began.
var readAtStart = catalog.InUse()

func TestCatalogIsNotReadAtStart(t *testing.T) {
	if readAtStart {
		t.Error("a package reads the AWS catalog in the value of a variable: no renewed catalog can be used, and every start waits for it; see GODEBUG=inittrace=1")
	}
}

func TestMain(m *testing.M) {
	// Commands that run in this process must not find what the developer keeps.
	if os.Getenv(settings.DataDirVariable) == "" {
		_ = os.Setenv(settings.DataDirVariable, filepath.Join(os.TempDir(), "iam-copilot-nowhere"))
	}
	clitest.Main(m)
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv(settings.DataDirVariable, filepath.Join(env.WorkDir, "data"))
			reference := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(env.WorkDir, "reference"))))
			env.Setenv("REFERENCE", reference.URL)
			env.Defer(reference.Close)
			return nil
		},
		Cmds: clitest.Commands(),
	})
}
