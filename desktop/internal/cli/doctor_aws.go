package cli

import (
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/iam-copilot/iam-copilot/desktop/internal/awsconfig"
)

// profiles looks at AWS's own files.
func (e *examination) profiles() {
	const name = "AWS profiles"
	paths, err := awsconfig.UserPaths()
	if err != nil {
		e.fail(name, "", "%v", err)
		return
	}
	s, err := awsconfig.Load(paths)
	if err != nil {
		e.fail(name, "AWS's tools cannot read it either: put the line in order", "%v", err)
		return
	}
	for _, path := range []string{paths.Config, paths.Credentials} {
		if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			e.warn(name, "chmod 600 "+path, "%s is open to others", path)
		}
	}
	var open, ours, broken []string
	for _, p := range s.Profiles {
		process := p.Values["credential_process"]
		switch {
		case strings.HasPrefix(p.Values["aws_access_key_id"], "AKIA"):
			open = append(open, p.Name)
		case strings.Contains(process, "credential-process --credential"):
			ours = append(ours, p.Name)
			if _, err := exec.LookPath(firstWord(process)); err != nil {
				broken = append(broken, p.Name)
			}
		}
		if source := p.Values["source_profile"]; source != "" && p.Values["role_arn"] != "" {
			if _, ok := s.Profile(source); !ok {
				e.fail(name, "name one that is there", "%q is assumed with the profile %q, which is not there", p.Name, source)
			}
		}
		if session := p.Values["sso_session"]; session != "" && s.SSOSessions[session] == nil {
			e.fail(name, "", "%q uses [sso-session %s], which is not there", p.Name, session)
		}
	}
	if len(broken) > 0 {
		e.fail(name, "iamcopilot credentials write-profile writes them anew", "the program is gone that gives credentials to %s", strings.Join(broken, ", "))
	}
	if len(open) > 0 {
		e.warn(name, "iamcopilot credentials import, then credentials write-profile --replace", "long-lived keys lie in the open: %s", strings.Join(open, ", "))
	}
	e.fine(name, "%d, of which %d use the vault", len(s.Profiles), len(ours))
}

// firstWord is the program of a command.
func firstWord(command string) string {
	command = strings.TrimSpace(command)
	if rest, ok := strings.CutPrefix(command, `"`); ok {
		word, _, _ := strings.Cut(rest, `"`)
		return word
	}
	word, _, _ := strings.Cut(command, " ")
	return word
}

// environment looks for variables that come before every profile.
func (e *examination) environment() {
	const name = "environment"
	var set []string
	for _, variable := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"} {
		if os.Getenv(variable) != "" {
			set = append(set, variable)
		}
	}
	if len(set) > 0 && os.Getenv("IAM_COPILOT_EXEC") == "" {
		e.warn(name, "unset them, unless that is meant", "AWS's tools take %s before any profile", strings.Join(set, ", "))
		return
	}
	e.fine(name, "nothing stands before the profiles")
}
