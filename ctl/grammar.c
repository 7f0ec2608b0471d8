/* SPDX-License-Identifier: ISC */
/*
 * The words of bgpctl, a table for each place in a command.  A new command is
 * new rows here and a function that does it.
 */
#include <string.h>

#include "argument.h"
#include "bgp/family.h"
#include "config/conf.h"
#include "grammar.h"
#include "grammar_family.h"
#include "grammar_flow.h"
#include "grammar_number.h"
#include "grammar_offline.h"
#include "grammar_words.h"

enum rib_flag { RIB_DETAIL, RIB_SSV, RIB_IN };

static const char *
set_action(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->action = (enum action)w->value;
	return NULL;
}

static const char *
set_view(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->view = (enum view)w->value;
	return NULL;
}

static const char *
set_act(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->action = ACTION_ACT;
	c->act = (uint8_t)w->value;
	return NULL;
}

static const char *
set_verbose(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->verbose = w->value != 0;
	return NULL;
}

static const char *
set_who(struct command *c, const struct word *w, const char *s)
{
	return w->value == CTL_SEL_GROUP ? argument_group(s, &c->who) :
	    argument_neighbor(s, &c->who);
}

static const char *
set_filter(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->filter.flags |= w->value;
	return NULL;
}

static const char *
set_form(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	if (w->value == RIB_IN)
		c->filter.flags &= ~(uint32_t)CTL_RIB_OUT;
	else
		c->detail = true;
	if (w->value == RIB_SSV)
		c->ssv = true;
	return NULL;
}

static const char *
set_length(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->filter.flags &= ~(uint32_t)CTL_RIB_ADDRESS;
	c->filter.flags |= w->value;
	return NULL;
}

static const char *
set_rib_peer(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	why = argument_once(&c->filter, CTL_RIB_PEER, "a second neighbor");
	if (why != NULL)
		return why;
	return w->value == CTL_SEL_GROUP ?
	    argument_group(s, &c->filter.peer) :
	    argument_neighbor(s, &c->filter.peer);
}

static const char *
set_prefix(struct command *c, const struct word *w, const char *s)
{
	struct prefix p;
	const char *why;
	bool had_len;

	(void)w;
	if ((c->filter.flags & CTL_RIB_PREFIX) != 0)
		return "a second prefix";
	why = argument_prefix(s, &p, &had_len);
	if (why != NULL)
		return why;
	c->filter.flags |= CTL_RIB_PREFIX;
	if (!had_len)
		c->filter.flags |= CTL_RIB_ADDRESS;
	c->filter.prefix = addr_of(p.af, p.b);
	c->filter.plen = p.len;
	return NULL;
}

static const char *
set_afi(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->filter.afi = (uint16_t)w->value;
	c->filter.safi = SAFI_UNICAST;
	return argument_once(&c->filter, CTL_RIB_FAMILY, "a second family");
}

/* A rule is a route that begins so. */
static const char *
set_rule(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->action = w->value;
	wbuf_str(&c->text, "flow");
	return NULL;
}

static const char *
set_flow(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->action = w->value;
	c->flow = true;
	return NULL;
}

static const char *
set_as_where(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->filter.as_where = (uint8_t)w->value;
	return NULL;
}

static const char *
set_as(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_AS, "a second AS");
	return why != NULL ? why : argument_as(s, &c->filter.as);
}

static const char *
set_path_id(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_PATH_ID, "a second identifier");
	return why != NULL ? why :
	    argument_number(s, UINT32_MAX, &c->filter.path_id);
}

static const char *
set_mrt(struct command *c, const struct word *w, const char *s)
{
	(void)w;
	if (*s == '\0')
		return "empty file name";
	c->mrt = s;
	return NULL;
}

static const char *
set_peers(struct command *c, const struct word *w, const char *s)
{
	(void)w;
	(void)s;
	c->peers = true;
	return NULL;
}

/* In a file neighbours have addresses, and nothing else. */
static const char *
set_mrt_peer(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_PEER, "a second neighbor");
	if (why == NULL)
		why = argument_neighbor(s, &c->filter.peer);
	if (why == NULL && c->filter.peer.kind != CTL_SEL_ADDR)
		why = "not an address";
	return why;
}

static const char *
set_process(struct command *c, const struct word *w, const char *s)
{
	(void)w;
	if (*s == '\0' || strlen(s) >= CONF_NAME_MAX)
		return "not the name of a process";
	c->process = s;
	return NULL;
}

static const char *
set_community(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_COMMUNITY,
	    "a second community");
	return why != NULL ? why :
	    argument_community(s, &c->filter.community);
}

static const char *
set_large(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_LARGE,
	    "a second large community");
	return why != NULL ? why : argument_large(s, c->filter.large);
}

static const char *
set_rd(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_RD,
	    "a second route distinguisher");
	return why != NULL ? why : argument_rd(s, c->filter.rd);
}

static const char *
set_ext(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	why = argument_once(&c->filter, CTL_RIB_EXT,
	    "a second extended community");
	if (why != NULL)
		return why;
	return w->value == 0 ? argument_ext_hex(s, c->filter.ext) :
	    argument_ext(s, (uint8_t)w->value, c->filter.ext);
}

#define WHOLE(n, nx, f, v)						\
	{ WORD_WHOLE, n, "address family", nx, NULL, f, v }
#define END_IS(a)							\
	{ .kind = WORD_END, .take = set_action, .value = a }
#define FAMILIES(nx, number)						\
	{ WORD_WHOLE, "afi", "address family by number", number, NULL,	\
	    NULL, 0 },							\
	WHOLE("IPv4", nx, set_afi, AFI_IPV4),				\
	WHOLE("IPv6", nx, set_afi, AFI_IPV6),				\
	WHOLE("inet", nx, set_afi, AFI_IPV4),				\
	WHOLE("inet6", nx, set_afi, AFI_IPV6)
#define FAMILY(n, nx, f)						\
	{ WORD_WHOLE, n, "address family", nx, NULL, grammar_set_family, f }
/* OpenBGPD's names of these; the others have families' own. */
#define VPNS(nx)							\
	FAMILY("VPNv4", nx, FAMILY_IPV4_VPN),				\
	FAMILY("VPNv6", nx, FAMILY_IPV6_VPN),				\
	ALSO(TABLE_NAMES)
#define PEERS(nx, gnx, f)						\
	{ WORD_WHOLE, "group", "the neighbors of a group", gnx,		\
	    NULL, NULL, 0 },						\
	ARG("<neighbor>", "its address or description", nx, f, CTL_SEL_ADDR)

#define ATTRIBUTE_FILTERS(nx)						\
	KEY("community", "with that community", TABLE_COMMUNITY, NULL,	\
	    0),								\
	KEY("large-community", "with that large community",		\
	    TABLE_LARGE, NULL, 0),					\
	KEY("ext-community", "with that extended community", TABLE_EXT,	\
	    NULL, 0),							\
	KEY("as", "with an AS anywhere in the path", TABLE_AS,		\
	    set_as_where, CTL_AS_ANY),					\
	KEY("source-as", "originated by an AS", TABLE_AS, set_as_where,	\
	    CTL_AS_SOURCE),						\
	KEY("peer-as", "with that first AS", TABLE_AS, set_as_where,	\
	    CTL_AS_PEER),						\
	KEY("transit-as", "with an AS before the last", TABLE_AS,	\
	    set_as_where, CTL_AS_TRANSIT),				\
	KEY("empty-as", "with an empty path", nx, set_filter,		\
	    CTL_RIB_EMPTY_AS),						\
	KEY("path-id", "with that ADD-PATH identifier", TABLE_PATH_ID,	\
	    NULL, 0),							\
	KEY("rd", "of that route distinguisher", TABLE_RD, NULL, 0)
#define LENGTHS(nx)							\
	KEY("all", "it and what it covers", nx, set_length,		\
	    CTL_RIB_LONGER),						\
	KEY("longer-prefixes", "the same", nx, set_length,		\
	    CTL_RIB_LONGER),						\
	KEY("or-longer", "the same", nx, set_length, CTL_RIB_LONGER),	\
	KEY("or-shorter", "it and what covers it", nx, set_length,	\
	    CTL_RIB_SHORTER)

static const struct word t_main[] = {
	KEY("show", "show what the daemon knows", TABLE_SHOW, NULL, 0),
	KEY("neighbor", "act on neighbors", TABLE_NEIGHBOR, NULL, 0),
	KEY("network", "announce and withdraw routes", TABLE_NETWORK, NULL, 0),
	KEY("flowspec", "announce and withdraw rules", TABLE_FLOW, NULL, 0),
	KEY("api", "a command of bgpd-api(7)", TABLE_API, set_action,
	    ACTION_API),
	KEY("reload", "read the configuration again", TABLE_RELOAD,
	    set_action, ACTION_RELOAD),
	KEY("log", "say more or less in the log", TABLE_LOG, set_action,
	    ACTION_LOG),
	KEY("decode", "a message in hexadecimal, as an event", TABLE_DECODE,
	    set_action, ACTION_DECODE),
	KEY("explain", "a message in hexadecimal, field by field",
	    TABLE_EXPLAIN, set_action, ACTION_EXPLAIN),
	KEY("encode", "a command of a program, as messages", TABLE_ENCODE,
	    set_action, ACTION_ENCODE),
	/* In full: "sh" has meant show for too long. */
	{ WORD_WHOLE, "shutdown", "stop the daemon", TABLE_REASON, NULL,
	    set_action, ACTION_SHUTDOWN },
	KEY("help", "what may follow some words", TABLE_HELP, set_action,
	    ACTION_HELP),
	STOP
};

static const struct word t_done[] = { END, STOP };

static const struct word t_show[] = {
	END_IS(ACTION_SUMMARY),
	KEY("summary", "a line for each neighbor", TABLE_SUMMARY,
	    set_action, ACTION_SUMMARY),
	KEY("neighbor", "neighbors in detail", TABLE_SHOW_NEIGHBOR,
	    set_action, ACTION_NEIGHBOR),
	KEY("rib", "routes received or sent", TABLE_RIB_FIRST, set_action,
	    ACTION_RIB),
	KEY("ip", "ip bgp: as rib", TABLE_IP, NULL, 0),
	KEY("network", "routes announced from here", TABLE_NETWORK_SHOW,
	    set_action, ACTION_NETWORK_SHOW),
	KEY("flowspec", "rules announced from here", TABLE_FLOW_SHOW,
	    set_flow, ACTION_NETWORK_SHOW),
	KEY("malformed", "the last messages that broke the rules",
	    TABLE_MALFORMED, set_action, ACTION_MALFORMED),
	KEY("process", "the programs of the configuration", TABLE_PROCESS,
	    set_action, ACTION_PROCESS),
	KEY("mrt", "an MRT file; needs no daemon", TABLE_SHOW_MRT_FIRST,
	    set_action, ACTION_MRT),
	STOP
};

static const struct word t_summary[] = {
	END,
	KEY("terse", "name, AS and state only", TABLE_DONE, set_action,
	    ACTION_SUMMARY_TERSE),
	STOP
};

static const struct word t_ip[] = {
	KEY("bgp", "as show rib", TABLE_RIB_FIRST, set_action, ACTION_RIB),
	STOP
};

static const struct word t_show_neighbor[] = {
	END,
	PEERS(TABLE_VIEW, TABLE_SHOW_GROUP, set_who),
	STOP
};

static const struct word t_show_group[] = {
	ARG("<group>", "name of a group", TABLE_VIEW, set_who, CTL_SEL_GROUP),
	STOP
};

static const struct word t_view[] = {
	END,
	KEY("terse", "counters on one line", TABLE_DONE, set_view, VIEW_TERSE),
	KEY("timers", "with its timers", TABLE_DONE, set_view, VIEW_TIMERS),
	KEY("messages", "with its counters", TABLE_DONE, set_view,
	    VIEW_MESSAGES),
	STOP
};

static const struct word t_malformed[] = {
	KEY("neighbor", "of some neighbors", TABLE_MALFORMED_PEER, NULL, 0),
	KEY("group", "of the neighbors of a group", TABLE_MALFORMED_GROUP,
	    NULL, 0),
	ALSO(TABLE_MALFORMED_END),
	STOP
};

static const struct word t_malformed_peer[] = {
	PEERS(TABLE_MALFORMED_END, TABLE_MALFORMED_GROUP, set_who),
	STOP
};

static const struct word t_malformed_group[] = {
	ARG("<group>", "name of a group", TABLE_MALFORMED_END, set_who,
	    CTL_SEL_GROUP),
	STOP
};

static const struct word t_malformed_end[] = {
	END,
	KEY("mrt", "write them to an MRT file", TABLE_MRT, NULL, 0),
	STOP
};

static const struct word t_mrt[] = {
	ARG("<file>", "its name; - is standard output", TABLE_DONE, set_mrt,
	    0),
	STOP
};

static const struct word t_process[] = {
	END,
	ARG("<process>", "its name: all about it", TABLE_DONE, set_process,
	    0),
	STOP
};

static const struct word t_show_mrt_first[] = {
	KEY("file", "the name follows", TABLE_SHOW_MRT_FILE, NULL, 0),
	ALSO(TABLE_SHOW_MRT_FILE),
	STOP
};

static const struct word t_show_mrt_file[] = {
	ARG("<file>", "its name; - is standard input", TABLE_SHOW_MRT,
	    set_mrt, 0),
	STOP
};

static const struct word t_show_mrt[] = {
	END,
	KEY("detail", "every attribute", TABLE_SHOW_MRT, set_form,
	    RIB_DETAIL),
	KEY("ssv", "detail, a route on one line", TABLE_SHOW_MRT, set_form,
	    RIB_SSV),
	KEY("peers", "the table of peers only", TABLE_SHOW_MRT, set_peers,
	    0),
	KEY("neighbor", "of one neighbor", TABLE_SHOW_MRT_PEER, NULL, 0),
	{ WORD_ARG, "<prefix>", "a prefix; an address: what holds it",
	    TABLE_SHOW_MRT_LENGTH, argument_is_prefix, set_prefix, 0 },
	FAMILIES(TABLE_SHOW_MRT_SAFI, TABLE_SHOW_MRT_AFI),
	VPNS(TABLE_SHOW_MRT),
	ATTRIBUTE_FILTERS(TABLE_SHOW_MRT),
	STOP
};

static const struct word t_show_mrt_length[] = {
	LENGTHS(TABLE_SHOW_MRT),
	ALSO(TABLE_SHOW_MRT),
	STOP
};

static const struct word t_show_mrt_safi[] = {
	ALSO(TABLE_SAFIS),
	ALSO(TABLE_SHOW_MRT),
	STOP
};

static const struct word t_show_mrt_peer[] = {
	ARG("<address>", "its address", TABLE_SHOW_MRT, set_mrt_peer, 0),
	STOP
};

static const struct word t_rib_first[] = {
	KEY("memory", "what the tables take", TABLE_DONE, set_action,
	    ACTION_MEMORY),
	ALSO(TABLE_RIB),
	STOP
};

static const struct word t_rib[] = {
	END,
	KEY("in", "received routes (the default)", TABLE_RIB, set_form,
	    RIB_IN),
	KEY("out", "announced routes", TABLE_RIB, set_filter, CTL_RIB_OUT),
	KEY("detail", "every attribute", TABLE_RIB, set_form, RIB_DETAIL),
	KEY("ssv", "detail, a route on one line", TABLE_RIB, set_form,
	    RIB_SSV),
	KEY("neighbor", "of some neighbors", TABLE_RIB_PEER, NULL, 0),
	{ WORD_ARG, "<prefix>", "a prefix; an address: its best match",
	    TABLE_RIB_LENGTH, argument_is_prefix, set_prefix, 0 },
	FAMILIES(TABLE_RIB_SAFI, TABLE_RIB_AFI),
	VPNS(TABLE_RIB),
	ATTRIBUTE_FILTERS(TABLE_RIB),
	KEY("invalid", "looped, with an AS_SET, leaked, infeasible", TABLE_RIB,
	    set_filter, CTL_RIB_INVALID),
	KEY("leaked", "that should not have come from its neighbour",
	    TABLE_RIB, set_filter, CTL_RIB_LEAKED),
	KEY("infeasible", "flow rules that did not pass validation",
	    TABLE_RIB, set_filter, CTL_RIB_INFEASIBLE),
	STOP
};

static const struct word t_rib_length[] = {
	LENGTHS(TABLE_RIB),
	ALSO(TABLE_RIB),
	STOP
};

static const struct word t_rib_safi[] = {
	ALSO(TABLE_SAFIS),
	ALSO(TABLE_RIB),
	STOP
};

static const struct word t_rib_peer[] = {
	PEERS(TABLE_RIB, TABLE_RIB_GROUP, set_rib_peer),
	STOP
};

static const struct word t_rib_group[] = {
	ARG("<group>", "name of a group", TABLE_RIB, set_rib_peer,
	    CTL_SEL_GROUP),
	STOP
};

static const struct word t_community[] = {
	ARG("<community>", "N:N or a well-known name", TABLE_FILTERS,
	    set_community, 0),
	STOP
};

static const struct word t_large[] = {
	ARG("<large-community>", "N:N:N", TABLE_FILTERS, set_large, 0),
	STOP
};

static const struct word t_ext[] = {
	KEY("rt", "route target", TABLE_EXT_RT, NULL, 0),
	KEY("soo", "site of origin", TABLE_EXT_SOO, NULL, 0),
	KEY("generic", "eight octets", TABLE_EXT_HEX, NULL, 0),
	ALSO(TABLE_EXT_FLOW),
	STOP
};

static const struct word t_ext_rt[] = {
	ARG("<value>", "AS:N or ADDRESS:N", TABLE_FILTERS, set_ext, 2),
	STOP
};

static const struct word t_ext_soo[] = {
	ARG("<value>", "AS:N or ADDRESS:N", TABLE_FILTERS, set_ext, 3),
	STOP
};

static const struct word t_ext_hex[] = {
	ARG("<value>", "0x and 16 digits", TABLE_FILTERS, set_ext, 0),
	STOP
};

static const struct word t_as[] = {
	ARG("<as>", "an AS number", TABLE_FILTERS, set_as, 0),
	STOP
};

static const struct word t_rd[] = {
	ARG("<rd>", "AS:N or ADDRESS:N", TABLE_FILTERS, set_rd, 0),
	STOP
};

static const struct word t_path_id[] = {
	ARG("<number>", "a path identifier", TABLE_FILTERS, set_path_id, 0),
	STOP
};

static const struct word t_neighbor[] = {
	PEERS(TABLE_ACT, TABLE_GROUP, set_who),
	STOP
};

static const struct word t_group[] = {
	ARG("<group>", "name of a group", TABLE_ACT, set_who, CTL_SEL_GROUP),
	STOP
};

static const struct word t_act[] = {
	KEY("up", "start its session", TABLE_DONE, set_act, CTL_ACT_UP),
	KEY("down", "stop its session until up", TABLE_REASON, set_act,
	    CTL_ACT_DOWN),
	KEY("clear", "stop and start its session", TABLE_REASON, set_act,
	    CTL_ACT_CLEAR),
	KEY("refresh", "ask for its routes again", TABLE_DONE, set_act,
	    CTL_ACT_REFRESH),
	KEY("resend", "send it ours again", TABLE_DONE, set_act,
	    CTL_ACT_RESEND),
	STOP
};

static const struct word t_network[] = {
	KEY("add", "announce a prefix", TABLE_ROUTE, set_action,
	    ACTION_NETWORK_ADD),
	KEY("delete", "withdraw what bgpctl announced", TABLE_ROUTE,
	    set_action, ACTION_NETWORK_DELETE),
	KEY("show", "routes announced from here", TABLE_NETWORK_SHOW,
	    set_action, ACTION_NETWORK_SHOW),
	KEY("flush", "withdraw all that bgpctl announced", TABLE_DONE,
	    set_action, ACTION_NETWORK_FLUSH),
	KEY("bulk", "many, from standard input", TABLE_BULK, NULL, 0),
	STOP
};

static const struct word t_network_show[] = {
	END,
	FAMILIES(TABLE_NETWORK_SAFI, TABLE_NETWORK_AFI),
	VPNS(TABLE_DONE),
	STOP
};

static const struct word t_network_safi[] = { END, ALSO(TABLE_SAFIS), STOP };

static const struct word t_flow[] = {
	KEY("add", "announce a rule", TABLE_RULE, set_rule,
	    ACTION_NETWORK_ADD),
	KEY("delete", "withdraw what bgpctl announced", TABLE_RULE, set_rule,
	    ACTION_NETWORK_DELETE),
	KEY("show", "rules announced from here", TABLE_FLOW_SHOW, set_flow,
	    ACTION_NETWORK_SHOW),
	KEY("flush", "withdraw all that bgpctl announced", TABLE_DONE,
	    set_flow, ACTION_NETWORK_FLUSH),
	STOP
};

static const struct word t_flow_show[] = {
	END,
	FAMILY("IPv4", TABLE_DONE, FAMILY_IPV4_FLOW),
	FAMILY("IPv6", TABLE_DONE, FAMILY_IPV6_FLOW),
	FAMILY("inet", TABLE_DONE, FAMILY_IPV4_FLOW),
	FAMILY("inet6", TABLE_DONE, FAMILY_IPV6_FLOW),
	FAMILY("VPNv4", TABLE_DONE, FAMILY_IPV4_FLOW_VPN),
	FAMILY("VPNv6", TABLE_DONE, FAMILY_IPV6_FLOW_VPN),
	STOP
};

static const struct word t_rule[] = {
	REST("<rule>", "[AF] RULE [set ATTRIBUTES]"),
	STOP
};

static const struct word t_route[] = {
	REST("<route>", "PREFIX [PREFIX ...] [ATTRIBUTES]"),
	STOP
};

static const struct word t_bulk[] = {
	KEY("add", "announce: PREFIX [ATTRIBUTES] a line", TABLE_BULK_ATTRS,
	    set_action, ACTION_BULK_ADD),
	KEY("delete", "withdraw: PREFIX a line", TABLE_DONE, set_action,
	    ACTION_BULK_DELETE),
	STOP
};

static const struct word t_bulk_attrs[] = {
	END,
	REST("<attributes>", "for lines that do not say otherwise"),
	STOP
};

static const struct word t_reload[] = {
	END,
	{ WORD_WHOLE, "-n", "only tell what that would change", TABLE_DONE,
	    NULL, set_action, ACTION_TRIAL },
	/* What looks like an option is none of ours, and no reason. */
	{ WORD_REST, "<reason>", "text for the log", TABLE_DONE,
	    argument_is_text, NULL, 0 },
	STOP
};

static const struct word t_reason[] = {
	END,
	REST("<reason>", "text for the log and the neighbors"),
	STOP
};

static const struct word t_api[] = {
	{ WORD_WHOLE, "-", "lines of commands, from standard input",
	    TABLE_DONE, NULL, set_action, ACTION_API_STREAM },
	REST("<command>", "such as announce route PREFIX next-hop ADDRESS"),
	STOP
};

static const struct word t_log[] = {
	KEY("brief", "the usual", TABLE_DONE, set_verbose, 0),
	KEY("verbose", "everything", TABLE_DONE, set_verbose, 1),
	STOP
};

static const struct word t_help[] = {
	END,
	REST("<words>", "the beginning of a command"),
	STOP
};

static const struct word *const tables[TABLE_MAX] = {
	[TABLE_NONE] = t_done,
	[TABLE_MAIN] = t_main,
	[TABLE_DONE] = t_done,
	[TABLE_SHOW] = t_show,
	[TABLE_SUMMARY] = t_summary,
	[TABLE_IP] = t_ip,
	[TABLE_SHOW_NEIGHBOR] = t_show_neighbor,
	[TABLE_SHOW_GROUP] = t_show_group,
	[TABLE_VIEW] = t_view,
	[TABLE_MALFORMED] = t_malformed,
	[TABLE_MALFORMED_PEER] = t_malformed_peer,
	[TABLE_MALFORMED_GROUP] = t_malformed_group,
	[TABLE_MALFORMED_END] = t_malformed_end,
	[TABLE_MRT] = t_mrt,
	[TABLE_PROCESS] = t_process,
	[TABLE_SHOW_MRT_FIRST] = t_show_mrt_first,
	[TABLE_SHOW_MRT_FILE] = t_show_mrt_file,
	[TABLE_SHOW_MRT] = t_show_mrt,
	[TABLE_SHOW_MRT_LENGTH] = t_show_mrt_length,
	[TABLE_SHOW_MRT_SAFI] = t_show_mrt_safi,
	[TABLE_SHOW_MRT_PEER] = t_show_mrt_peer,
	[TABLE_RIB_FIRST] = t_rib_first,
	[TABLE_RIB] = t_rib,
	[TABLE_RIB_LENGTH] = t_rib_length,
	[TABLE_RIB_SAFI] = t_rib_safi,
	[TABLE_RIB_PEER] = t_rib_peer,
	[TABLE_RIB_GROUP] = t_rib_group,
	[TABLE_COMMUNITY] = t_community,
	[TABLE_LARGE] = t_large,
	[TABLE_EXT] = t_ext,
	[TABLE_EXT_RT] = t_ext_rt,
	[TABLE_EXT_SOO] = t_ext_soo,
	[TABLE_EXT_HEX] = t_ext_hex,
	[TABLE_AS] = t_as,
	[TABLE_PATH_ID] = t_path_id,
	[TABLE_RD] = t_rd,
	[TABLE_NEIGHBOR] = t_neighbor,
	[TABLE_GROUP] = t_group,
	[TABLE_ACT] = t_act,
	[TABLE_NETWORK] = t_network,
	[TABLE_NETWORK_SHOW] = t_network_show,
	[TABLE_NETWORK_SAFI] = t_network_safi,
	[TABLE_FLOW] = t_flow,
	[TABLE_FLOW_SHOW] = t_flow_show,
	[TABLE_RULE] = t_rule,
	[TABLE_ROUTE] = t_route,
	[TABLE_BULK] = t_bulk,
	[TABLE_BULK_ATTRS] = t_bulk_attrs,
	[TABLE_RELOAD] = t_reload,
	[TABLE_REASON] = t_reason,
	[TABLE_API] = t_api,
	[TABLE_LOG] = t_log,
	[TABLE_HELP] = t_help,
};

const struct word *
grammar_table(enum word_table t)
{
	const struct word *w = tables[t];

	if (w == NULL)
		w = grammar_family_table(t);
	if (w == NULL)
		w = grammar_flow_table(t);
	if (w == NULL)
		w = grammar_number_table(t);
	return w != NULL ? w : grammar_offline_table(t);
}
