/* SPDX-License-Identifier: ISC */
/*
 * The words for states, timers, roles and errors: the same in text and in
 * JSON, and the same as OpenBGPD's where it has them.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/notification.h"
#include "config/conf_diff.h"
#include "ipc/position.h"
#include "labels.h"

#define NAME_OF(table, i) \
	((size_t)(i) < sizeof(table) / sizeof((table)[0]) ? (table)[i] : NULL)

static const char *
or_unknown(const char *s)
{
	return s != NULL ? s : "unknown";
}

const char *
state_name(uint8_t state)
{
	static const char *const names[] = {
		[STATE_IDLE] = "Idle", "Connect", "Active",
		[STATE_OPEN_SENT] = "OpenSent", "OpenConfirm",
		[STATE_ESTABLISHED] = "Established",
	};

	return or_unknown(NAME_OF(names, state));
}

const char *
timer_name(unsigned timer)
{
	static const char *const names[] = {
		[CTL_TIMER_CONNECT_RETRY] = "ConnectRetryTimer",
		[CTL_TIMER_HOLD] = "HoldTimer",
		[CTL_TIMER_KEEPALIVE] = "KeepaliveTimer",
		[CTL_TIMER_SEND_HOLD] = "SendHoldTimer",
		[CTL_TIMER_IDLE_HOLD] = "IdleHoldTimer",
	};

	static_assert(sizeof(names) / sizeof(names[0]) == CTL_NTIMERS,
	    "a name for each timer");
	return or_unknown(NAME_OF(names, timer));
}

const char *
role_name(uint8_t role)
{
	static const char *const names[] = {
		"provider", "rs", "rs-client", "customer", "peer",
	};

	return or_unknown(NAME_OF(names, role));
}

const char *
process_state_name(uint8_t state)
{
	static const char *const names[] = {
		[CTL_PROCESS_WAITING] = "waiting",
		[CTL_PROCESS_RUNNING] = "running",
		[CTL_PROCESS_CLOSED] = "half-open",
		[CTL_PROCESS_FAREWELL] = "stopping",
		[CTL_PROCESS_TERM] = "stopping",
		[CTL_PROCESS_KILLED] = "killed",
		[CTL_PROCESS_ENDED] = "ended",
	};

	static_assert(sizeof(names) / sizeof(names[0]) == CTL_PROCESS_MAX,
	    "a name for each state");
	return or_unknown(NAME_OF(names, state));
}

const char *
change_name(uint8_t change)
{
	static const char *const names[] = {
		[CONF_CHANGE_NONE] = "update",
		[CONF_CHANGE_ADD] = "add",
		[CONF_CHANGE_REMOVE] = "remove",
		[CONF_CHANGE_RESTART] = "restart",
		[CONF_CHANGE_MODIFY] = "change",
	};

	static_assert(sizeof(names) / sizeof(names[0]) == CONF_CHANGE_MAX,
	    "a name for each change");
	return or_unknown(NAME_OF(names, change));
}

const char *
add_path_name(uint8_t mode)
{
	static const char *const names[] = {
		[ADD_PATH_RECEIVE] = "recv", [ADD_PATH_SEND] = "send",
		[ADD_PATH_BOTH] = "bidir",
	};

	return or_unknown(NAME_OF(names, mode));
}

const char *
origin_name(uint8_t origin)
{
	static const char *const names[] = { "IGP", "EGP", "incomplete" };

	return or_unknown(NAME_OF(names, origin));
}

char
origin_letter(uint8_t origin)
{
	return origin == 0 ? 'i' : origin == 1 ? 'e' : '?';
}

const char *
neighbor_address(const struct ctl_neighbor *n, char *buf, size_t size)
{
	char a[ADDR_TEXT];

	(void)addr_print(&n->remote, a, sizeof(a));
	if ((n->flags & CTL_N_TEMPLATE) != 0)
		(void)snprintf(buf, size, "%s/%u", a, n->remote_plen);
	else
		(void)snprintf(buf, size, "%s", a);
	return buf;
}

uint64_t
message_total(const uint64_t v[CTL_NTYPES])
{
	uint64_t sum;
	int i;

	sum = 0;
	for (i = 0; i < CTL_NTYPES; i++)
		sum += v[i];
	return sum;
}

const char *
notify_label(const uint8_t err[2], char *buf, size_t size)
{
	if (err[0] == 0)
		return NULL;
	return notify_name(err[0], err[1], buf, size);
}

const char *
held_label(const struct ctl_neighbor *n, char *buf, size_t size)
{
	char a[ADDR_TEXT];
	unsigned engines = 0;

	if ((n->flags & CTL_N_HELD_SESSION) != 0)
		engines |= POSITION_SESSION;
	if ((n->flags & CTL_N_HELD_RDE) != 0)
		engines |= POSITION_RDE;
	if (engines == 0)
		return NULL;
	(void)snprintf(buf, size, "its message was being read when %s; "
	    "bgpctl neighbor %s up ends that", position_crashes(engines),
	    addr_print(&n->remote, a, sizeof(a)));
	return buf;
}

uint32_t
unnamed_targets(const struct ctl_network_row *r)
{
	const char *s;
	uint32_t named = r->targets[0] != '\0';

	for (s = r->targets; *s != '\0'; s++)
		named += *s == ' ';
	return r->ntargets > named ? r->ntargets - named : 0;
}

void
told_capabilities(const uint8_t *p, size_t n, struct capabilities *c)
{
	struct notify err;

	capabilities_init(c);
	(void)capabilities_read(rbuf_of(p, n), c, &err);
}

static void
add_family(struct afi_safi_list *l, uint16_t afi, uint8_t safi, uint8_t arg)
{
	if (l->n == CAP_FAMILIES_MAX)
		return;
	l->v[l->n++] = (struct afi_safi){ .afi = afi, .safi = safi,
	    .arg = arg };
}

static void
agreed_family(const struct negotiated *neg, const struct family_other *f,
    struct capabilities *c)
{
	const family_mask bit = (family_mask)1 << f->family;
	unsigned mode;

	if ((neg->families & bit) != 0)
		add_family(&c->mp, f->afi, f->safi, 0);
	if ((neg->gr_families & bit) != 0)
		add_family(&c->gr, f->afi, f->safi,
		    (neg->gr_forwarding & bit) != 0);
	mode = ((neg->add_path_rx & bit) != 0 ? ADD_PATH_RECEIVE : 0) |
	    ((neg->add_path_tx & bit) != 0 ? ADD_PATH_SEND : 0);
	if (mode != 0)
		add_family(&c->add_path, f->afi, f->safi, (uint8_t)mode);
}

void
agreed_capabilities(const struct negotiated *neg,
    const struct family_other others[FAMILY_OTHERS], struct capabilities *c)
{
	const struct family_info *info;
	struct family_other f;
	unsigned i;

	capabilities_init(c);
	c->has_as4 = neg->as4 != 0;
	c->refresh = neg->refresh != 0;
	c->enhanced_refresh = neg->enhanced_refresh != 0;
	c->extended_message = neg->extended_tx != 0;
	c->link_local = neg->link_local != 0;
	c->role = neg->role;
	c->has_gr = neg->gr != 0;
	c->gr_restarting = neg->peer_restarting != 0;
	c->gr_notification = neg->gr_notification != 0;
	c->gr_time = neg->gr_time;
	for (i = 0; i < FAMILY_OTHER_FIRST; i++) {
		info = family_info((enum family)i);
		f = (struct family_other){ .afi = info->afi,
		    .safi = info->safi, .family = (uint8_t)i };
		agreed_family(neg, &f, c);
	}
	/* The daemon's rows, which need not be ours. */
	for (i = 0; i < FAMILY_OTHERS; i++)
		if (others[i].safi != 0 &&
		    family_is_other((enum family)others[i].family))
			agreed_family(neg, &others[i], c);
}
