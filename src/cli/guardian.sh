#!/bin/sh
# Outlives the command that started it, just long enough to end the process groups that it was told of. A command
# that is killed with SIGKILL can't clean up; the end of its pipe to this script is how it is noticed.
#   guardian.sh LOCK OWNER    LOCK: file of the state folder; OWNER: process id of the command
# Reads "+ GROUP" and "- GROUP" from stdin. At its end the leaders get SIGTERM, the newest first, each with 5 seconds to
# end; then what is left of its group gets SIGKILL. Prints "locked", or "taken OWNER" when another command has the state folder: the lock is the
# kernel's (flock), so it is free exactly when this script is gone.
exec 9>>"$1"
flock -n 9 || { echo "taken $(cat "$1")"; exit 1; }
echo "$2" >"$1"
echo locked

groups=
while read -r sign group; do
  others=
  for one in $groups; do [ "$one" = "$group" ] || others="$others $one"; done
  [ "$sign" = + ] && groups="$group $others" || groups=$others
done

# Whether a process group has members. Zombies are none: who reaps them, and when, is init's business.
# proc_pid_stat(5) without the name: pid, state, parent, group.
running() {
  cat /proc/[0-9]*/stat 2>/dev/null | sed 's/(.*) //' |
    awk -v group="$1" '$4 == group && $2 != "Z" { found = 1 } END { exit !found }'
}

for group in $groups; do
  # The leader alone: it may want to give work back before its children go.
  kill -TERM "$group" 2>/dev/null
  tries=0
  while kill -0 "$group" 2>/dev/null && [ "$tries" -lt 50 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  while running "$group"; do
    kill -KILL "-$group" 2>/dev/null
    sleep 0.02
  done
done
exit 0
