module github.com/iam-copilot/iam-copilot/desktop

go 1.26.0

require (
	github.com/caarlos0/env/v11 v11.4.2
	github.com/iam-copilot/iam-copilot/backend v0.0.0
	github.com/iam-copilot/iam-copilot/frontend v0.0.0
	github.com/iam-copilot/iam-copilot/shared v0.0.0
	github.com/rogpeppe/go-internal v1.16.0
	github.com/spf13/cobra v1.10.2
	github.com/wailsapp/wails/v2 v2.16.0
	github.com/zalando/go-keyring v0.2.8
	golang.org/x/crypto v0.58.0
	golang.org/x/sys v0.49.0
	golang.org/x/text v0.43.0
)

require (
	github.com/dlclark/regexp2 v1.12.0 // indirect
	github.com/godbus/dbus/v5 v5.2.2 // indirect
	github.com/nfnt/resize v0.0.0-20180221191011-83c6a9932646 // indirect
	github.com/tc-hib/winres v0.3.1 // indirect
	github.com/trustelem/zxcvbn v1.0.1 // indirect
	golang.org/x/image v0.41.0 // indirect
	golang.org/x/term v0.47.0 // indirect
)

replace github.com/iam-copilot/iam-copilot/backend => ../backend

replace github.com/iam-copilot/iam-copilot/frontend => ../frontend

replace github.com/iam-copilot/iam-copilot/shared => ../shared
