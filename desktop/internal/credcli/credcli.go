// Package credcli is the part of the command line that hands the AWS
// credentials of a server's vault to other programs: as short-lived sessions,
// which are kept sealed on this computer until shortly before their end. One
// file holds one command.
package credcli

import (
	"github.com/spf13/cobra"
)

// Commands are the commands that use the vault.
func Commands() []*cobra.Command {
	return []*cobra.Command{
		processCommand(), execCommand(), envCommand(), consoleCommand(), serveCommand(), credentialsCommand(), ssoCommand(),
	}
}
