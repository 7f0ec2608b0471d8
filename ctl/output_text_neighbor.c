/* SPDX-License-Identifier: ISC */
/*
 * bgpctl show, show summary terse and show neighbor, in the columns and words
 * of OpenBGPD that scripts cut apart.
 */
#include <string.h>

#include "age.h"
#include "bgp/message.h"
#include "labels.h"
#include "output_text_neighbor.h"
#include "put.h"

enum {
	NAME_WIDTH	= 29,	/* of a name and an AS together */
	TYPES		= 5,
};

/* Messages in the order in which they are shown. */
static const struct message_row {
	const char	*name;
	unsigned	 type;
} message_rows[TYPES] = {
	{ "Opens", MSG_OPEN },
	{ "Notifications", MSG_NOTIFICATION },
	{ "Updates", MSG_UPDATE },
	{ "Keepalives", MSG_KEEPALIVE },
	{ "Route Refresh", MSG_REFRESH },
};

void
text_summary_head(struct output *o)
{
	wbuf_printf(&o->w, "%-20s %8s %10s %10s %5s %-8s %s\n", "Neighbor",
	    "AS", "MsgRcvd", "MsgSent", "OutQ", "Up/Down", "State/PrfRcvd");
}

static const char *
view_name(const struct output *o, const struct neighbor_view *v, char *buf,
    size_t size)
{
	return output_name(o, v->n->description,
	    neighbor_address(v->n, buf, size));
}

/* The last column: prefixes of a session that is up, else its state. */
static void
put_state(struct wbuf *w, const struct neighbor_view *v)
{
	if ((v->n->flags & CTL_N_TEMPLATE) != 0)
		wbuf_str(w, "Template");
	else if ((v->n->flags & CTL_N_HELD) != 0)
		wbuf_printf(w, "%s (held down)", state_name(v->n->state));
	else if (v->n->state != STATE_ESTABLISHED)
		wbuf_str(w, state_name(v->n->state));
	else if (v->c == NULL)
		wbuf_str(w, "     -");
	else {
		put_uint_right(w, v->c->prefixes_in, 6);
		if (v->c->max_prefixes != 0) {
			wbuf_u8(w, '/');
			put_uint(w, v->c->max_prefixes);
		}
	}
	wbuf_u8(w, '\n');
}

static void
summary_row(struct output *o, const struct neighbor_view *v)
{
	const struct ctl_neighbor *n = v->n;
	char name[LABEL_ADDR], age[AGE_TEXT], as[16];
	struct wbuf num;

	wbuf_fixed(&num, as, sizeof(as));
	put_uint(&num, n->remote_as);
	put_name(&o->w, view_name(o, v, name, sizeof(name)),
	    (unsigned)(NAME_WIDTH - 1 - num.len));
	put_pad(&o->w, o->w.len, 1);
	wbuf_bytes(&o->w, num.p, num.len);
	wbuf_printf(&o->w, " %10llu %10llu %5u %-8s ",
	    (unsigned long long)message_total(n->rcvd),
	    (unsigned long long)message_total(n->sent), n->out_queue,
	    age_print(age_seconds(n->changed_ms), age));
	put_state(&o->w, v);
}

static void
summary_terse(struct output *o, const struct neighbor_view *v)
{
	char name[LABEL_ADDR];

	put_text(&o->w, view_name(o, v, name, sizeof(name)));
	wbuf_u8(&o->w, ' ');
	put_uint(&o->w, v->n->remote_as);
	wbuf_u8(&o->w, ' ');
	wbuf_str(&o->w, (v->n->flags & CTL_N_TEMPLATE) != 0 ? "Template" :
	    state_name(v->n->state));
	wbuf_u8(&o->w, '\n');
}

static void
neighbor_terse(struct output *o, const struct neighbor_view *v)
{
	static const struct ctl_counters none;
	const struct ctl_counters *c = v->c != NULL ? v->c : &none;
	const uint64_t tail[] = { c->prefixes_in, c->max_prefixes,
	    c->updates_out, c->updates_in, c->withdraws_out,
	    c->withdraws_in };
	char addr[LABEL_ADDR];
	unsigned i, t;

	for (i = 0; i < TYPES; i++) {
		t = message_rows[i].type - 1;
		put_uint(&o->w, v->n->sent[t]);
		wbuf_u8(&o->w, ' ');
		put_uint(&o->w, v->n->rcvd[t]);
		wbuf_u8(&o->w, ' ');
	}
	for (i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		put_uint(&o->w, tail[i]);
		wbuf_u8(&o->w, ' ');
	}
	put_text(&o->w, neighbor_address(v->n, addr, sizeof(addr)));
	wbuf_u8(&o->w, ' ');
	put_uint(&o->w, v->n->remote_as);
	wbuf_u8(&o->w, ' ');
	put_quoted(&o->w, v->n->description);
	wbuf_u8(&o->w, '\n');
}

static void
put_line(struct wbuf *w, const char *label, const char *foreign)
{
	if (foreign == NULL || foreign[0] == '\0')
		return;
	wbuf_str(w, label);
	put_text(w, foreign);
	wbuf_u8(w, '\n');
}

static void
put_head(struct output *o, const struct neighbor_view *v)
{
	const struct ctl_neighbor *n = v->n;
	struct wbuf *w = &o->w;
	char addr[LABEL_ADDR];

	wbuf_str(w, "BGP neighbor is ");
	put_text(w, neighbor_address(n, addr, sizeof(addr)));
	wbuf_printf(w, ", remote AS %u", n->remote_as);
	if ((n->flags & CTL_N_TEMPLATE) != 0)
		wbuf_str(w, ", Template");
	if ((n->flags & CTL_N_CLONED) != 0)
		wbuf_str(w, ", Cloned");
	if ((n->flags & CTL_N_PASSIVE) != 0)
		wbuf_str(w, ", Passive");
	if ((n->flags & CTL_N_MULTIHOP) != 0)
		wbuf_printf(w, ", Multihop (%u)", n->multihop);
	if ((n->flags & CTL_N_TTL) != 0)
		wbuf_str(w, ", using ttl-security");
	if ((n->flags & CTL_N_MD5) != 0)
		wbuf_str(w, ", using md5sig");
	if ((n->flags & CTL_N_AO) != 0)
		wbuf_str(w, ", using tcp-ao");
	wbuf_u8(w, '\n');
	put_line(w, " Description: ", n->description);
	put_line(w, " Group: ", n->group);
	if (n->role != ROLE_UNSET)
		wbuf_printf(w, " Role: %s\n", role_name(n->role));
	if (v->c != NULL && v->c->max_prefixes != 0)
		wbuf_printf(w, " Max-prefix: %llu\n",
		    (unsigned long long)v->c->max_prefixes);
}

static void
put_session(struct output *o, const struct ctl_neighbor *n)
{
	struct wbuf *w = &o->w;
	char age[AGE_TEXT], id[ADDR_TEXT];
	struct addr a;

	wbuf_str(w, "  BGP version 4");
	if (n->remote_id != 0) {
		a = addr_v4(n->remote_id);
		wbuf_printf(w, ", remote router-id %s",
		    addr_print(&a, id, sizeof(id)));
	}
	wbuf_printf(w, "\n  BGP state = %s", state_name(n->state));
	if ((n->flags & CTL_N_DOWN) != 0)
		wbuf_str(w, ", marked down");
	if ((n->flags & CTL_N_HELD) != 0)
		wbuf_str(w, ", held down");
	if (n->changed_ms >= 0)
		wbuf_printf(w, ", %s for %s",
		    n->state == STATE_ESTABLISHED ? "up" : "down",
		    age_print(age_seconds(n->changed_ms), age));
	wbuf_printf(w, "\n  Last read %s",
	    age_print(age_seconds(n->last_read_ms), age));
	if (n->state >= STATE_OPEN_SENT)
		wbuf_printf(w, ", holdtime %us, keepalive interval %us",
		    n->hold, n->keepalive);
	wbuf_printf(w, "\n  Last write %s\n",
	    age_print(age_seconds(n->last_write_ms), age));
}

static void
put_families(struct wbuf *w, const struct afi_safi_list *l,
    const char *(*note)(uint8_t arg))
{
	char name[32];
	unsigned i;

	for (i = 0; i < l->n; i++) {
		wbuf_printf(w, "%s%s", i > 0 ? ", " : "",
		    family_name(l->v[i].afi, l->v[i].safi, name,
		    sizeof(name)));
		if (note != NULL)
			wbuf_printf(w, " (%s)", note(l->v[i].arg));
	}
	wbuf_u8(w, '\n');
}

static const char *
preserved(uint8_t flag)
{
	return flag != 0 ? "preserved" : "not preserved";
}

static void
put_graceful(struct wbuf *w, const struct capabilities *c)
{
	wbuf_printf(w, "    Graceful Restart: Timeout: %u", c->gr_time);
	if (c->gr_restarting)
		wbuf_str(w, ", restarted");
	if (c->gr_notification)
		wbuf_str(w, ", graceful notification");
	wbuf_str(w, c->gr.n > 0 ? ", " : "");
	put_families(w, &c->gr, preserved);
}

static void
put_capabilities(struct wbuf *w, const char *title,
    const struct capabilities *c)
{
	wbuf_printf(w, "  %s capabilities:\n", title);
	if (c->mp.n > 0) {
		wbuf_str(w, "    Multiprotocol extensions: ");
		put_families(w, &c->mp, NULL);
	}
	if (c->has_as4)
		wbuf_str(w, "    4-byte AS numbers\n");
	if (c->refresh)
		wbuf_str(w, "    Route Refresh\n");
	if (c->enhanced_refresh)
		wbuf_str(w, "    Enhanced Route Refresh\n");
	if (c->extended_message)
		wbuf_str(w, "    Extended message\n");
	if (c->has_gr)
		put_graceful(w, c);
	if (c->add_path.n > 0) {
		wbuf_str(w, "    Add-path: ");
		put_families(w, &c->add_path, add_path_name);
	}
	if (c->role != ROLE_UNSET)
		wbuf_printf(w, "    Open Policy role: %s\n",
		    role_name(c->role));
	put_line(w, "    Host: ", c->host);
	put_line(w, "    Software version: ", c->version);
}

static void
put_both_capabilities(struct wbuf *w, const struct ctl_neighbor *n)
{
	struct capabilities c;

	if (n->remote_caps_len > 0) {
		told_capabilities(n->remote_caps, n->remote_caps_len, &c);
		put_capabilities(w, "Neighbor", &c);
	}
	if (n->state == STATE_ESTABLISHED) {
		agreed_capabilities(&n->neg, n->others, &c);
		put_capabilities(w, "Negotiated", &c);
	}
}

static void
put_pair(struct wbuf *w, const char *name, uint64_t sent, uint64_t rcvd)
{
	wbuf_printf(w, "  %-15s %10llu %10llu\n", name,
	    (unsigned long long)sent, (unsigned long long)rcvd);
}

static void
put_eor_wait(struct wbuf *w, const struct ctl_counters *c)
{
	char age[AGE_TEXT];

	if (c->eor_programs == 0)
		return;
	wbuf_str(w, "  End-of-RIB waits for program ");
	put_text(w, c->eor_program);
	if (c->eor_programs > 1)
		wbuf_printf(w, " and %u more", c->eor_programs - 1);
	wbuf_printf(w, ", %s at most\n",
	    age_print(age_seconds(c->eor_left_ms), age));
}

static void
put_flow(struct wbuf *w, const struct ctl_counters *c)
{
	char age[AGE_TEXT];

	if (c->flow_rules == 0)
		return;
	wbuf_printf(w, "  Flow rules received: %llu",
	    (unsigned long long)c->flow_rules);
	if (c->flow_unjudged < c->flow_rules && c->flow_age_ms < 0)
		wbuf_str(w, ", infeasible ones are being counted");
	else if (c->flow_unjudged < c->flow_rules)
		wbuf_printf(w, ", %llu infeasible",
		    (unsigned long long)c->flow_infeasible);
	if (c->flow_age_ms > 0)
		wbuf_printf(w, " (%s ago)",
		    age_print(age_seconds(c->flow_age_ms), age));
	if (c->flow_unjudged > 0)
		wbuf_printf(w, ", %llu not judged",
		    (unsigned long long)c->flow_unjudged);
	wbuf_u8(w, '\n');
}

static void
put_updates(struct wbuf *w, const struct ctl_counters *c)
{
	wbuf_printf(w, "\n  Update statistics:\n  %-15s %-10s %-10s %s\n", "",
	    "Sent", "Received", "Pending");
	if (c == NULL) {
		wbuf_str(w, "  unknown\n");
		return;
	}
	put_pair(w, "Prefixes", c->prefixes_out, c->prefixes_in);
	wbuf_printf(w, "  %-15s %10llu %10llu %10llu\n", "Updates",
	    (unsigned long long)c->updates_out,
	    (unsigned long long)c->updates_in,
	    (unsigned long long)c->pending);
	put_pair(w, "Withdraws", c->withdraws_out, c->withdraws_in);
	put_pair(w, "End-of-Rib", c->eor_out, c->eor_in);
	put_pair(w, "Refused", c->unsendable, c->treat_as_withdraw);
	put_pair(w, "Attr. discarded", 0, c->attr_discard);
	put_flow(w, c);
	put_eor_wait(w, c);
}

static void
put_messages(struct wbuf *w, const struct neighbor_view *v)
{
	const struct ctl_neighbor *n = v->n;
	unsigned i, t;

	wbuf_printf(w, "\n  Message statistics:\n  %-15s %-10s %s\n", "",
	    "Sent", "Received");
	for (i = 0; i < TYPES; i++) {
		t = message_rows[i].type - 1;
		put_pair(w, message_rows[i].name, n->sent[t], n->rcvd[t]);
	}
	put_pair(w, "Total", message_total(n->sent),
	    message_total(n->rcvd));
	put_updates(w, v->c);
	wbuf_str(w, "  Route Refresh statistics:\n");
	put_pair(w, "Request", n->rr_sent[0], n->rr_rcvd[0]);
	put_pair(w, "Begin-of-RR", n->rr_sent[1], n->rr_rcvd[1]);
	put_pair(w, "End-of-RR", n->rr_sent[2], n->rr_rcvd[2]);
	wbuf_printf(w, "\n  Queue statistics:\n  %-15s %-10s %s\n", "",
	    "Count", "Size");
	put_pair(w, "out queue", n->out_queue, n->out_queue_bytes);
	wbuf_printf(w, "  %-15s %10s %10u\n", "ibuf queue", "-",
	    n->in_queue_bytes);
	if (v->c != NULL)
		wbuf_printf(w, "  %-15s %10llu %10s\n", "rib queue",
		    (unsigned long long)v->c->pending, "-");
}

static void
put_errors(struct wbuf *w, const struct ctl_neighbor *n)
{
	char name[LABEL_ERROR], why[LABEL_HELD];

	put_line(w, "  Held down: ", held_label(n, why, sizeof(why)));
	put_line(w, "  Last error: ", n->last_error);
	put_line(w, "  Last error sent: ",
	    notify_label(n->err_sent, name, sizeof(name)));
	put_line(w, "  Last error received: ",
	    notify_label(n->err_rcvd, name, sizeof(name)));
	put_line(w, "  Shutdown reason sent: ", n->shutdown_sent);
	put_line(w, "  Shutdown reason received: ", n->shutdown_rcvd);
	if ((n->flags & CTL_N_MD5_SUSPECT) != 0)
		wbuf_str(w, "  Connecting timed out: do both sides have the"
		    " same password?\n");
	if (n->connect_failures != 0)
		wbuf_printf(w, "  Failed attempts to connect: %u\n",
		    n->connect_failures);
}

static void
put_timers(struct wbuf *w, const struct ctl_neighbor *n)
{
	char age[AGE_TEXT];
	unsigned i;

	wbuf_u8(w, '\n');
	for (i = 0; i < CTL_NTIMERS; i++) {
		if (n->timer_ms[i] < 0)
			continue;
		wbuf_printf(w, "  %-20s due in %s\n", timer_name(i),
		    age_print(n->timer_ms[i] / 1000, age));
	}
}

static void
put_endpoints(struct wbuf *w, const struct ctl_neighbor *n)
{
	char addr[ADDR_TEXT];

	if (n->state < STATE_OPEN_SENT)
		return;
	wbuf_printf(w, "\n  Local host:  %20s, Local port:  %5u\n",
	    addr_print(&n->local, addr, sizeof(addr)), n->local_port);
	wbuf_printf(w, "  Remote host: %20s, Remote port: %5u\n",
	    addr_print(&n->remote, addr, sizeof(addr)), n->remote_port);
}

static void
neighbor_full(struct output *o, const struct neighbor_view *v)
{
	put_head(o, v);
	put_session(o, v->n);
	put_both_capabilities(&o->w, v->n);
	put_errors(&o->w, v->n);
	if (o->cmd->view == VIEW_TIMERS)
		put_timers(&o->w, v->n);
	else
		put_messages(&o->w, v);
	put_endpoints(&o->w, v->n);
	wbuf_u8(&o->w, '\n');
}

void
text_neighbor(struct output *o, const struct neighbor_view *v)
{
	if (o->cmd->action == ACTION_SUMMARY)
		summary_row(o, v);
	else if (o->cmd->action == ACTION_SUMMARY_TERSE)
		summary_terse(o, v);
	else if (o->cmd->view == VIEW_TERSE)
		neighbor_terse(o, v);
	else
		neighbor_full(o, v);
}
