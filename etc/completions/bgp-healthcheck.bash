# SPDX-License-Identifier: ISC
# bash completion for bgp-healthcheck: its options are those its help names.

_bgp_healthcheck()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local words

	case $prev in
	--config|-F|--pid|-p|--disable)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	--user)
		mapfile -t COMPREPLY < <(compgen -u -- "$cur")
		return
		;;
	--group)
		mapfile -t COMPREPLY < <(compgen -g -- "$cur")
		return
		;;
	esac
	[[ $cur == -* ]] || return
	words=$(bgp-healthcheck --help 2>/dev/null |
	    sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p')
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}
complete -F _bgp_healthcheck bgp-healthcheck
