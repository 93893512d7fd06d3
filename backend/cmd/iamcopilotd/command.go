package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/backend/server"
)

// version is stamped by the build.
var version = "dev"

// run executes the command line and gives the exit code: 0 fine, 1 it failed,
// 2 the call or a setting is wrong.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use: "iamcopilotd", Short: "The IAM Copilot server", Version: version,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.AddCommand(serve(), migrate(), auditLog(), rotateKeys(), importLegacy(), openAPI(), healthcheck())
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "iamcopilotd:", err)
	var failed failure
	if errors.As(err, &failed) {
		return 1
	}
	return 2
}

// failure marks an error of the work itself, not of the call.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// withServer opens the backend as the settings say, for the time of fn.
func withServer(ctx context.Context, fn func(*server.Server) error) error {
	config, err := server.ReadConfig()
	if err != nil {
		return err
	}
	config.Version = version
	s, err := server.New(ctx, config)
	if errors.Is(err, server.ErrKMS) {
		return failure{err}
	}
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.Close())
}

func serve() *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Serve the interface and the user interface until stopped", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			// Password hashing takes every core at low priority. Twice the
			// processors lets the system, which knows priorities, choose who
			// runs, instead of the Go scheduler, which does not.
			runtime.GOMAXPROCS(2 * runtime.GOMAXPROCS(0))
			return withServer(cmd.Context(), func(s *server.Server) error {
				if err := s.Run(cmd.Context(), nil); err != nil {
					return failure{err}
				}
				return nil
			})
		},
	}
}

func migrate() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database to this version, then end", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withServer(cmd.Context(), func(*server.Server) error {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "The database is up to date.")
				return err
			})
		},
	}
}

func openAPI() *cobra.Command {
	return &cobra.Command{
		Use: "openapi", Short: "Print the OpenAPI 3.1 document of the interface", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			document, err := server.OpenAPI(server.InterfaceVersion)
			if err != nil {
				return failure{err}
			}
			_, err = cmd.OutOrStdout().Write(document)
			return err
		},
	}
}

// healthcheck asks a running server, for containers without curl.
func healthcheck() *cobra.Command {
	return &cobra.Command{
		Use: "healthcheck", Short: "Ask the server on this machine whether it is ready; exit 1 when it is not", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			port := os.Getenv("PORT")
			if port == "" {
				port = "8000"
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), 3*time.Second)
			defer cancel()
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:"+port+"/readyz", nil)
			if err != nil {
				return err
			}
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				return failure{err}
			}
			defer func() { _ = answer.Body.Close() }()
			if answer.StatusCode != http.StatusOK {
				return failure{fmt.Errorf("the server is not ready: %s", answer.Status)}
			}
			return nil
		},
	}
}
