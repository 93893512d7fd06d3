package bench

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

func TestMain(m *testing.M) {
	if os.Getenv("BENCH_HELLO") == "1" {
		hello()
		return
	}
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() != "" {
		if err := services(); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
	code := live.Main(m)
	report()
	os.Exit(code)
}

// services starts Postgres unless the environment names one. It ends with
// this program.
func services() error {
	if os.Getenv("TEST_POSTGRES_URL") != "" {
		return nil
	}
	command := exec.Command("../../build/services.sh", "start")
	command.Env = append(os.Environ(), "SERVICES_DIR=.cache/services.bench", fmt.Sprint("SERVICES_OWNER=", os.Getpid()))
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return fmt.Errorf("starting Postgres (build/services.sh start): %w", err)
	}
	for line := range strings.Lines(string(out)) {
		if name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "="); ok {
			if err := os.Setenv(name, strings.Trim(value, "'")); err != nil {
				return err
			}
		}
	}
	return nil
}

// figure is one line of the table.
type figure struct {
	what, value, target string
	met                 bool
}

var (
	figuresMu sync.Mutex
	figures   []figure
)

// note adds a line to the table; a target of "" is only for information.
func note(what, value, target string, met bool) {
	figuresMu.Lock()
	defer figuresMu.Unlock()
	figures = append(figures, figure{what, value, target, met})
}

func report() {
	if len(figures) == 0 {
		return
	}
	fmt.Printf("\n%-76s %18s   %s\n", "measured", "value", "target")
	for _, f := range figures {
		verdict := ""
		switch {
		case f.target == "":
		case f.met:
			verdict = f.target + "  met"
		default:
			verdict = f.target + "  MISSED"
		}
		fmt.Printf("%-76s %18s   %s\n", f.what, f.value, verdict)
	}
}
