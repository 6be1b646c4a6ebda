#!/bin/sh
# Outlives the launcher and stops what it started when the launcher was killed without a chance to do so itself.
# A shell and not Node: it waits for the whole life of the system and must cost next to nothing.
# Input, a line each: "+ STAGE SIGNAL PID" and "- PID". Stages end one after the other, from 1 up. Input closed = launcher gone.
trap '' INT TERM HUP
list=''
while read -r sign stage signal pid; do
  if [ "$sign" = '+' ]; then
    list="$list $stage:$signal:$pid"
  else
    kept=''
    for entry in $list; do [ "${entry##*:}" = "$stage" ] || kept="$kept $entry"; done
    list="$kept"
  fi
done

# A process that ended and waits for init to take note of it is gone: some inits are slow.
gone() {
  kill -0 "$1" 2>/dev/null || return 0
  { read -r state <"/proc/$1/stat"; } 2>/dev/null || return 1
  case "$state" in *') Z '*) return 0 ;; esac
  return 1
}

alive() {
  for entry in $list; do
    case "$entry" in "$1":*) gone "${entry##*:}" || return 0 ;; esac
  done
  return 1
}

for stage in 1 2 3 4; do
  for entry in $list; do
    case "$entry" in "$stage":*) signal="${entry#*:}"; kill -"${signal%%:*}" "${entry##*:}" 2>/dev/null ;; esac
  done
  tries=0
  while alive "$stage" && [ "$tries" -lt 150 ]; do sleep 0.1; tries=$((tries + 1)); done
  for entry in $list; do case "$entry" in "$stage":*) kill -KILL "${entry##*:}" 2>/dev/null ;; esac; done
done
exit 0
