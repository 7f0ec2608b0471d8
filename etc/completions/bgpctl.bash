# SPDX-License-Identifier: ISC
# bash completion for bgpctl: what may come next is what its own help says.

_bgpctl()
{
	local cur=${COMP_WORDS[COMP_CWORD]} words=() legal i
	local -a common=()

	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-s|-t)
			common+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}")
			((i++))
			;;
		-*)	# behind a word it is one of the command's
			[[ ${#words[@]} -eq 0 ]] ||
			    words+=("${COMP_WORDS[i]}")
			;;
		*)
			words+=("${COMP_WORDS[i]}")
			;;
		esac
	done
	case ${COMP_WORDS[COMP_CWORD - 1]} in
	-s)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	-t)
		COMPREPLY=()
		return
		;;
	esac
	if [[ $cur == -* && ${#words[@]} -eq 0 ]]; then
		mapfile -t COMPREPLY < <(compgen -W '-j -n -s -t -V' -- "$cur")
		return
	fi
	[[ ${words[0]-} != help ]] || words=("${words[@]:1}")
	legal=$(bgpctl help "${words[@]}" 2>/dev/null | awk '{ print $1 }')
	if [[ $legal == *'<neighbor>'* ]]; then
		legal+=" $(bgpctl "${common[@]}" -n show summary terse \
		    2>/dev/null | awk '{ print $1 }')"
	fi
	if [[ $legal == *'<process>'* ]]; then
		legal+=" $(bgpctl "${common[@]}" -j show process \
		    2>/dev/null | sed -n 's/^[[:space:]]*"name": "\(.*\)",$/\1/p')"
	fi
	if [[ $legal == *'<file>'* ]]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
	fi
	legal=$(printf '%s\n' "$legal" | tr ' ' '\n' | grep -v '^<')
	mapfile -t COMPREPLY < <(compgen -W "$legal" -- "$cur")
}
complete -F _bgpctl bgpctl
