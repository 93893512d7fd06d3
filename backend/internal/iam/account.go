package iam

import (
	"context"
	"encoding/csv"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Account gives the account's numbers and its alias.
func (s *Service) Account(ctx context.Context, sc access.Scope, in api.OnAWS) (out api.IAMAccount, err error) {
	key, err := s.vault.Open(ctx, sc, in.CredentialID, "iam:GetAccountSummary")
	if err != nil {
		return out, err
	}
	c := iam.NewFromConfig(s.gateway.Config(sc, key))
	answer, err := c.GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		return out, plans.Explain(err)
	}
	who, err := sts.NewFromConfig(s.gateway.Config(sc, key)).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return out, plans.Explain(err)
	}
	out.AccountID, out.Summary = aws.ToString(who.Account), map[string]int{}
	for name, n := range answer.SummaryMap {
		out.Summary[name] = int(n)
	}
	if out.Alias, err = accountAlias(ctx, c); err != nil {
		return out, plans.Explain(err)
	}
	return out, nil
}

// PasswordPolicy gives what the account asks of console passwords.
func (s *Service) PasswordPolicy(ctx context.Context, sc access.Scope, in api.OnAWS) (out api.IAMPasswordPolicy, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:GetAccountPasswordPolicy")
	if err != nil {
		return out, err
	}
	if out, err = passwordPolicy(ctx, c); err != nil {
		return out, plans.Explain(err)
	}
	return out, nil
}

// CredentialReport gives AWS's newest report, or has one made. AWS makes one at most
// every four hours ("Getting credential reports for your AWS account", IAM User
// Guide); the report changes nothing of the account.
func (s *Service) CredentialReport(ctx context.Context, sc access.Scope, in api.OnAWS) (out api.CredentialReport, err error) {
	out.Rows = []map[string]string{}
	c, err := s.client(ctx, sc, in.CredentialID, "iam:GetCredentialReport")
	if err != nil {
		return out, err
	}
	made, err := c.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
	if err != nil {
		return out, plans.Explain(err)
	}
	if made.State != types.ReportStateTypeComplete {
		out.State = "being_made"
		return out, nil
	}
	answer, err := c.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
	if err != nil {
		var early *types.CredentialReportNotReadyException
		var none *types.CredentialReportNotPresentException
		if errors.As(err, &early) || errors.As(err, &none) {
			out.State = "being_made"
			return out, nil
		}
		return out, plans.Explain(err)
	}
	out.State, out.GeneratedAt = "ready", db.UTC(answer.GeneratedTime)
	out.Rows, err = reportRows(string(answer.Content))
	return out, err
}

// reportRows reads a report, which is CSV with a line of names.
func reportRows(content string) ([]map[string]string, error) {
	lines, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	if err != nil {
		return nil, err
	}
	out := []map[string]string{}
	for i := 1; i < len(lines); i++ {
		row := make(map[string]string, len(lines[0]))
		for j, name := range lines[0] {
			row[name] = lines[i][j]
		}
		out = append(out, row)
	}
	return out, nil
}

// accountOf is the account in an ARN; "" where there is none.
func accountOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[4]
	}
	return ""
}
