#!/usr/bin/env bash
# Builds everything and runs every test, browser tests included. Results lie in test-results/.
# Arguments go to `dotnet test`, for example: ./test.sh --filter FullyQualifiedName~Import
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A test that runs away fails where it allocates, at 8 GiB, instead of taking the machine with it; the whole run needs some 3.
export DOTNET_GCHeapHardLimit="${DOTNET_GCHeapHardLimit:-0x200000000}"
results=test-results
driver=RecConsole.Tests/bin/Debug/net10.0/.playwright/package/cli.js

stop() { echo "test.sh: $*" >&2; exit 1; }

need_tools() {
  command -v dotnet >/dev/null || stop "dotnet is not installed: the .NET 10 SDK is needed (https://dotnet.microsoft.com/download)"
  dotnet --list-sdks | grep -q '^10\.' || stop "the .NET 10 SDK is needed; installed: $(dotnet --list-sdks | cut -d' ' -f1 | xargs)"
  command -v node >/dev/null || stop "node is not installed: Node 20 or later is needed (https://nodejs.org)"
  command -v npm >/dev/null || stop "npm is not installed: it comes with Node 20 or later (https://nodejs.org)"
  local major; major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || stop "node $major is too old: Node 20 or later is needed"
}

# Prints the browser that Support/InstalledBrowser.cs would find; fails when there is none.
find_browser() {
  if [ -n "${CHROMIUM_PATH:-}" ] && [ -x "$CHROMIUM_PATH" ]; then echo "$CHROMIUM_PATH"; return; fi
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    command -v "$name" && return
  done
  find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -path '*chromium*' -type f \
    \( -name chrome -o -name headless_shell -o -name chrome-headless-shell \) 2>/dev/null | sort -r | grep -m 1 .
}

apt_chromium() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } </dev/null >"$results/apt.log" 2>&1
}

obtain_browser() {
  find_browser >/dev/null && return
  echo "No browser is installed: trying Playwright's download."
  timeout 300 node "$driver" install chromium </dev/null >"$results/playwright-install.log" 2>&1 && find_browser >/dev/null && return
  echo "Playwright's download failed ($results/playwright-install.log): trying apt-get."
  apt_chromium && find_browser >/dev/null && return
  export RECCONSOLE_NO_BROWSER="No browser: none is installed, Playwright's download failed, and apt-get install chromium needs root and a network"
  echo "$RECCONSOLE_NO_BROWSER. The browser tests are skipped."
}

need_tools
mkdir -p "$results"
rm -f "$results/tests.trx"
dotnet build RecConsole.sln -nologo -v quiet || stop "the build failed"
obtain_browser
if browser=$(find_browser); then
  export CHROMIUM_PATH=$browser
  echo "Browser tests run in $browser"
fi

dotnet test RecConsole.Tests --no-build -nologo --results-directory "$results" \
  --logger "trx;LogFileName=tests.trx" --logger "console;verbosity=minimal" \
  --blame-hang --blame-hang-timeout 8m --blame-hang-dump-type none "$@" </dev/null
status=$?
node build/test-summary.mjs "$results/tests.trx" "$status"
