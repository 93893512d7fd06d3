#!/bin/sh
# Both package systems run this after the files are in place; it may run again.
set -e

if ! getent passwd iam-copilot >/dev/null 2>&1; then
  if command -v systemd-sysusers >/dev/null 2>&1; then
    systemd-sysusers /usr/lib/sysusers.d/iam-copilot.conf
  else
    useradd --system --user-group --no-create-home --home-dir /var/lib/iam-copilot --shell /usr/sbin/nologin iam-copilot
  fi
fi

if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  # An upgrade goes on with the new program; a first installation starts nothing
  # that nobody has set up.
  if systemctl --quiet is-active iamcopilotd.service; then
    systemctl restart iamcopilotd.service
  elif [ "$1" = configure ] && [ -z "$2" ] || [ "$1" = 1 ]; then
    echo "Settings: /etc/iam-copilot/server.env. Start: systemctl enable --now iamcopilotd"
  fi
fi
