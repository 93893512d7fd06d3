package server

import (
	"context"
	"io"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/accounts"
	"github.com/iam-copilot/iam-copilot/backend/internal/legacy"
)

// LegacyImport says what is imported of the earlier system.
type LegacyImport = legacy.Options

// LegacyReport is what became of it.
type LegacyReport = legacy.Report

// ImportLegacy brings the people of the earlier system over, with their
// credentials and their history, and tells on out what became of each.
func (s *Server) ImportLegacy(ctx context.Context, o LegacyImport, out io.Writer) (LegacyReport, error) {
	importer := legacy.Importer{
		Scope: s.guard.Public(access.Actor{System: "import-legacy"}), Accounts: legacyAccounts{s.accounts}, Vault: s.vault, History: s.audit,
	}
	return importer.Run(ctx, o, out)
}

// legacyAccounts makes accounts of the earlier system's people.
type legacyAccounts struct{ *accounts.Service }

func (a legacyAccounts) Import(ctx context.Context, sc access.Scope, p legacy.Person, then func(context.Context, access.Scope) error) (bool, error) {
	return a.Service.Import(ctx, sc, accounts.Imported(p), then)
}
