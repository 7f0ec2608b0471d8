/* SPDX-License-Identifier: ISC */
/* The table of options, which is also the help. */
#include <stdio.h>
#include <string.h>

#include "option_table.h"

#define AT(member) offsetof(struct options, member)
#define U32 0, UINT32_MAX

static const struct option table[] = {
	{ .help = "checking" },
	{ "command", 'c', option_text, AT(command), 0, 0, "CMD",
	    "shell command that says by its exit status how it is" },
	{ "cmd", 0, option_text, AT(command), 0, 0, "CMD", NULL },
	{ "interval", 'i', option_seconds, AT(interval), 0, 0, "N",
	    "seconds between checks; 0: leave after announcing (5)" },
	{ "fast-interval", 'f', option_seconds, AT(fast), 0, 0, "N",
	    "the same while a change is about to occur (1)" },
	{ "timeout", 't', option_seconds, AT(timeout), 0, 0, "N",
	    "seconds a check may take; 0: any time (5)" },
	{ "rise", 0, option_number, AT(rise), 0, INT32_MAX, "N",
	    "successes in a row that make it up (3)" },
	{ "fall", 0, option_number, AT(fall), 0, INT32_MAX, "N",
	    "failures in a row that make it down (3)" },
	{ "disable", 0, option_text, AT(disable), 0, 0, "FILE",
	    "disabled while this file is there" },

	{ .help = "announcing" },
	{ "ip", 0, option_ip, 0, 0, 0, "CIDR",
	    "announce it; without: what lo has, but 127/8 and ::1" },
	{ "next-hop", 'N', option_next_hop, AT(next_hop), 0, 0, "IP",
	    "next hop (self)" },
	{ "neighbor", 0, option_neighbor, AT(neighbors), 0, 0, "IP",
	    "announce to this neighbour only; * is all" },
	{ "withdraw-on-down", 0, option_flag, AT(withdraw_on_down), 0, 0, NULL,
	    "withdraw instead of announcing another metric" },
	{ "debounce", 0, option_flag, AT(debounce), 0, 0, NULL,
	    "announce changes only, not after every check" },
	{ "deaggregate-networks", 0, option_flag, AT(deaggregate), 0, 0, NULL,
	    "announce each address of a network" },
	{ "start-ip", 0, option_number, AT(start_ip), INT32_MIN, INT32_MAX,
	    "N", "begin with the N-th of --ip, counted from 0 (0)" },
	{ "up-metric", 0, option_number, AT(metric[STATE_UP]), U32, "M",
	    "MED of the first address when up (100)" },
	{ "down-metric", 0, option_number, AT(metric[STATE_DOWN]), U32, "M",
	    "when down (1000)" },
	{ "disabled-metric", 0, option_number, AT(metric[STATE_DISABLED]), U32,
	    "M", "when disabled (500)" },
	{ "increase", 0, option_number, AT(increase), -(int64_t)UINT32_MAX,
	    UINT32_MAX, "M", "added for each further address (1)" },
	{ "local-preference", 0, option_number, AT(local_preference), -1,
	    UINT32_MAX, "P", "LOCAL_PREF" },
	{ "community", 0, option_words, AT(community), 0, 0, "WORDS",
	    "communities, without brackets" },
	{ "disabled-community", 0, option_words, AT(disabled_community), 0, 0,
	    "WORDS", "instead, when down or disabled" },
	{ "extended-community", 0, option_words, AT(ext_community), 0, 0,
	    "WORDS", "extended communities" },
	{ "large-community", 0, option_words, AT(large_community), 0, 0,
	    "WORDS", "large communities" },
	{ "as-path", 0, option_words, AT(as_path), 0, 0, "WORDS",
	    "AS_PATH, without brackets" },
	{ "up-as-path", 0, option_words, AT(state_as_path[STATE_UP]), 0, 0,
	    "WORDS", "instead, when up" },
	{ "down-as-path", 0, option_words, AT(state_as_path[STATE_DOWN]), 0, 0,
	    "WORDS", "instead, when down" },
	{ "disabled-as-path", 0, option_words,
	    AT(state_as_path[STATE_DISABLED]), 0, 0, "WORDS",
	    "instead, when disabled" },
	{ "path-id", 0, option_number, AT(path_id), U32, "N",
	    "path identifier (ADD-PATH)" },
	{ "no-ack", 'a', option_flag, AT(no_ack), 0, 0, NULL,
	    "the daemon does not answer commands" },

	{ .help = "addresses" },
	{ "no-ip-setup", 0, option_flag, AT(no_ip_setup), 0, 0, NULL,
	    "do not add addresses that lo lacks" },
	{ "dynamic-ip-setup", 0, option_flag, AT(dynamic), 0, 0, NULL,
	    "remove addresses while it is not up" },
	{ "ip-ifname", 0, option_bind, 0, 0, 0, "CIDR%IF",
	    "set this --ip up on IF instead of lo" },
	{ "label", 0, option_words, AT(label), 0, 0, "L",
	    "only addresses labelled lo:L..., and lo:L for new ones" },
	{ "label-exact-match", 0, option_flag, AT(label_exact), 0, 0, NULL,
	    "lo:L, not lo:L..." },
	{ "sudo", 0, option_flag, AT(sudo), 0, 0, NULL,
	    "change addresses by sudo ip" },
	{ "user", 0, option_text, AT(user), 0, 0, "USER",
	    "become USER once addresses are set up" },
	{ "group", 0, option_text, AT(group), 0, 0, "GROUP",
	    "become GROUP then" },

	{ .help = "commands at a change of state, told by $STATE" },
	{ "execute", 0, option_append, AT(execute), 0, 0, "CMD",
	    "at each" },
	{ "up-execute", 0, option_append, AT(state_execute[STATE_UP]), 0, 0,
	    "CMD", "when it becomes up" },
	{ "down-execute", 0, option_append, AT(state_execute[STATE_DOWN]), 0,
	    0, "CMD", "when it becomes down" },
	{ "disabled-execute", 0, option_append,
	    AT(state_execute[STATE_DISABLED]), 0, 0, "CMD",
	    "when it is disabled" },
	{ "execute-timeout", 0, option_seconds, AT(execute_timeout), 0, 0, "N",
	    "seconds such a command may take; 0: any time (60)" },

	{ .help = "this program" },
	{ "config", 'F', option_text, AT(config), 0, 0, "FILE",
	    "lines \"long-option = value\"; the command line wins" },
	{ "name", 'n', option_text, AT(name), 0, 0, "NAME",
	    "log as healthcheck-NAME" },
	{ "silent", 's', option_flag, AT(silent), 0, 0, NULL,
	    "nothing on standard error" },
	{ "syslog-facility", 0, option_facility, AT(facility), 0, 0, "NAME",
	    "also -sF: facility (daemon)" },
	{ "no-syslog", 0, option_flag, AT(no_syslog), 0, 0, NULL,
	    "log to standard error, not to syslog" },
	{ "debug", 'd', option_flag, AT(debug), 0, 0, NULL,
	    "tell everything, on standard error" },
	{ "pid", 'p', option_text, AT(pid_file), 0, 0, "FILE",
	    "write the process id there" },
	{ "help", 'h', option_flag, AT(help), 0, 0, NULL, "print this" },
	{ "version", 'V', option_flag, AT(version), 0, 0, NULL,
	    "print the version" },
};

enum { NTABLE = sizeof(table) / sizeof(table[0]) };

const struct option *
option_find(const char *name, size_t n, const struct option **other)
{
	const struct option *row, *found = NULL;

	*other = NULL;
	for (row = table; row < table + NTABLE; row++) {
		if (row->name == NULL || strncmp(row->name, name, n) != 0)
			continue;
		if (row->name[n] == '\0') {
			*other = NULL;
			return row;
		}
		if (found == NULL)
			found = row;
		else
			*other = row;
	}
	return found;
}

const struct option *
option_letter(char letter)
{
	const struct option *row;

	for (row = table; row < table + NTABLE; row++)
		if (row->letter == letter)
			return row;
	return NULL;
}

void
options_help(struct wbuf *w)
{
	const struct option *row;
	char left[64], letter[8];

	wbuf_str(w, "usage: bgp-healthcheck [options]\n");
	for (row = table; row < table + NTABLE; row++) {
		if (row->name == NULL) {
			wbuf_printf(w, "\n%s:\n", row->help);
			continue;
		}
		if (row->help == NULL)
			continue;
		letter[0] = '\0';
		if (row->letter != 0)
			(void)snprintf(letter, sizeof(letter), "-%c, ",
			    row->letter);
		(void)snprintf(left, sizeof(left), "%s--%s %s", letter,
		    row->name, row->arg != NULL ? row->arg : "");
		wbuf_printf(w, "  %-28s %s\n", left, row->help);
	}
}
