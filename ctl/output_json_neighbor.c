/* SPDX-License-Identifier: ISC */
/*
 * Neighbours in JSON, with OpenBGPD's keys: exporters read them.  Keys of
 * Herald's own stand behind those.
 */
#include <stdio.h>

#include "age.h"
#include "bgp/message.h"
#include "labels.h"
#include "output_json_neighbor.h"

static void
put_age(struct json *j, const char *name, int64_t ms)
{
	char age[AGE_TEXT], sec[32];

	json_string(j, name, age_print(age_seconds(ms), age));
	(void)snprintf(sec, sizeof(sec), "%s_sec", name);
	json_int(j, sec, age_seconds(ms));
}

static void
put_optional(struct json *j, const char *name, const char *s)
{
	if (s != NULL && s[0] != '\0')
		json_string(j, name, s);
}

static void
put_head(struct json *j, const struct ctl_neighbor *n)
{
	char buf[LABEL_ADDR];
	struct addr a;

	(void)snprintf(buf, sizeof(buf), "%u", n->remote_as);
	json_string(j, "remote_as", buf);
	put_optional(j, "description", n->description);
	put_optional(j, "group", n->group);
	json_string(j, "remote_addr", neighbor_address(n, buf, sizeof(buf)));
	if (n->state == STATE_ESTABLISHED) {
		a = addr_v4(n->remote_id);
		json_string(j, "bgpid", addr_print(&a, buf, sizeof(buf)));
	}
	json_string(j, "state", state_name(n->state));
	if ((n->flags & CTL_N_HELD) != 0)
		json_bool(j, "held_down", true);
	put_age(j, "last_updown", n->changed_ms);
}

static void
put_graceful(struct json *j, const struct capabilities *c)
{
	char name[32];
	unsigned i;

	json_object(j, "graceful_restart", c->gr.n == 0);
	json_bool(j, "eor", true);
	json_bool(j, "restart", c->gr_restarting);
	json_uint(j, "timeout", c->gr_time);
	json_bool(j, "graceful_notification", c->gr_notification);
	if (c->gr.n > 0) {
		json_array(j, "protocols", false);
		for (i = 0; i < c->gr.n; i++) {
			json_object(j, NULL, true);
			json_string(j, "family", family_name(c->gr.v[i].afi,
			    c->gr.v[i].safi, name, sizeof(name)));
			json_bool(j, "preserved", c->gr.v[i].arg != 0);
			json_end(j);
		}
		json_end(j);
	}
	json_end(j);
}

static void
put_add_path(struct json *j, const struct afi_safi_list *l)
{
	char name[32];
	unsigned i;

	json_array(j, "add-path", false);
	for (i = 0; i < l->n; i++) {
		json_object(j, NULL, true);
		json_string(j, "family", family_name(l->v[i].afi,
		    l->v[i].safi, name, sizeof(name)));
		json_string(j, "mode", add_path_name(l->v[i].arg));
		json_end(j);
	}
	json_end(j);
}

static void
put_capabilities(struct json *j, const struct capabilities *c)
{
	char name[32];
	unsigned i;

	json_object(j, "capabilities", false);
	json_bool(j, "as4byte", c->has_as4);
	json_bool(j, "refresh", c->refresh);
	json_bool(j, "enhanced_refresh", c->enhanced_refresh);
	json_bool(j, "extended_message", c->extended_message);
	if (c->mp.n > 0) {
		json_array(j, "multiprotocol", true);
		for (i = 0; i < c->mp.n; i++)
			json_string(j, NULL, family_name(c->mp.v[i].afi,
			    c->mp.v[i].safi, name, sizeof(name)));
		json_end(j);
	}
	if (c->has_gr)
		put_graceful(j, c);
	if (c->add_path.n > 0)
		put_add_path(j, &c->add_path);
	if (c->role != ROLE_UNSET)
		json_string(j, "open_policy", "present");
	put_optional(j, "hostname", c->host);
	put_optional(j, "software_version", c->version);
	json_end(j);
}

static void
put_open_capabilities(struct json *j, const uint8_t *p, size_t n)
{
	struct capabilities c;

	if (n == 0)
		return;
	told_capabilities(p, n, &c);
	put_capabilities(j, &c);
}

static const char *
authentication(uint32_t flags)
{
	if ((flags & CTL_N_AO) != 0)
		return "using tcp-ao";
	return (flags & CTL_N_MD5) != 0 ? "using md5sig" : NULL;
}

static void
put_config(struct json *j, const struct neighbor_view *v)
{
	const struct ctl_neighbor *n = v->n;

	json_object(j, "config", false);
	json_bool(j, "template", (n->flags & CTL_N_TEMPLATE) != 0);
	json_bool(j, "cloned", (n->flags & CTL_N_CLONED) != 0);
	json_bool(j, "passive", (n->flags & CTL_N_PASSIVE) != 0);
	json_bool(j, "down", (n->flags & CTL_N_DOWN) != 0);
	json_bool(j, "multihop", (n->flags & CTL_N_MULTIHOP) != 0);
	if ((n->flags & CTL_N_MULTIHOP) != 0)
		json_uint(j, "multihop_distance", n->multihop);
	if (v->c != NULL && v->c->max_prefixes != 0)
		json_uint(j, "max_prefix", v->c->max_prefixes);
	put_optional(j, "authentication", authentication(n->flags));
	json_bool(j, "ttl_security", (n->flags & CTL_N_TTL) != 0);
	json_uint(j, "holdtime", n->conf_hold);
	json_uint(j, "min_holdtime", n->min_hold);
	if (n->role != ROLE_UNSET)
		json_string(j, "role", role_name(n->role));
	put_open_capabilities(j, n->local_caps, n->local_caps_len);
	json_uint(j, "local_as", n->local_as);
	json_end(j);
}

static void
put_messages(struct json *j, const char *name, const uint64_t v[CTL_NTYPES])
{
	json_object(j, name, true);
	json_uint(j, "open", v[MSG_OPEN - 1]);
	json_uint(j, "notifications", v[MSG_NOTIFICATION - 1]);
	json_uint(j, "updates", v[MSG_UPDATE - 1]);
	json_uint(j, "keepalives", v[MSG_KEEPALIVE - 1]);
	json_uint(j, "route_refresh", v[MSG_REFRESH - 1]);
	json_uint(j, "total", message_total(v));
	json_end(j);
}

static void
put_update(struct json *j, const char *name, uint64_t updates,
    uint64_t withdraws, uint64_t eor)
{
	json_object(j, name, true);
	json_uint(j, "updates", updates);
	json_uint(j, "withdraws", withdraws);
	json_uint(j, "eor", eor);
	json_end(j);
}

static void
put_eor_wait(struct json *j, const struct ctl_counters *c)
{
	if (c->eor_programs == 0)
		return;
	json_object(j, "eor_wait", true);
	json_string(j, "program", c->eor_program);
	json_uint(j, "programs", c->eor_programs);
	json_int(j, "left_sec", c->eor_left_ms / 1000);
	json_end(j);
}

static void
put_counters(struct json *j, const struct ctl_counters *c)
{
	json_object(j, "update", false);
	put_update(j, "sent", c->updates_out, c->withdraws_out, c->eor_out);
	put_update(j, "received", c->updates_in, c->withdraws_in, c->eor_in);
	json_object(j, "pending", true);
	json_uint(j, "updates", c->pending);
	json_uint(j, "withdraws", 0);
	json_end(j);
	json_object(j, "errors", true);
	json_uint(j, "treat_as_withdraw", c->treat_as_withdraw);
	json_uint(j, "attribute_discard", c->attr_discard);
	json_uint(j, "unsendable", c->unsendable);
	json_end(j);
	json_object(j, "flow", true);
	json_uint(j, "rules", c->flow_rules);
	json_uint(j, "infeasible", c->flow_infeasible);
	json_uint(j, "not_judged", c->flow_unjudged);
	json_int(j, "counted_sec", age_seconds(c->flow_age_ms));
	json_end(j);
	put_eor_wait(j, c);
	json_end(j);
}

static void
put_refresh(struct json *j, const char *name, const uint64_t v[3])
{
	json_object(j, name, true);
	json_uint(j, "request", v[0]);
	json_uint(j, "borr", v[1]);
	json_uint(j, "eorr", v[2]);
	json_end(j);
}

static void
put_queue(struct json *j, const struct neighbor_view *v)
{
	json_object(j, "queue", false);
	json_object(j, "count", true);
	/* Octets are what is counted: so many messages at least. */
	json_uint(j, "ibuf_queue", (v->n->in_queue_bytes + MSG_MAX - 1) /
	    MSG_MAX);
	json_uint(j, "out_queue", v->n->out_queue);
	if (v->c != NULL)
		json_uint(j, "rib_entry", v->c->pending);
	json_end(j);
	json_object(j, "size", true);
	json_uint(j, "ibuf_queue", v->n->in_queue_bytes);
	json_uint(j, "out_queue", v->n->out_queue_bytes);
	json_end(j);
	json_end(j);
}

static void
put_stats(struct json *j, const struct neighbor_view *v)
{
	const struct ctl_neighbor *n = v->n;

	json_object(j, "stats", false);
	put_age(j, "last_read", n->last_read_ms);
	put_age(j, "last_write", n->last_write_ms);
	if (v->c != NULL) {
		json_object(j, "prefixes", true);
		json_uint(j, "sent", v->c->prefixes_out);
		json_uint(j, "received", v->c->prefixes_in);
		json_end(j);
	}
	json_object(j, "message", false);
	put_messages(j, "sent", n->sent);
	put_messages(j, "received", n->rcvd);
	json_end(j);
	if (v->c != NULL)
		put_counters(j, v->c);
	json_object(j, "route-refresh", false);
	put_refresh(j, "sent", n->rr_sent);
	put_refresh(j, "received", n->rr_rcvd);
	json_end(j);
	put_queue(j, v);
	json_end(j);
}

static void
put_errors(struct json *j, const struct ctl_neighbor *n)
{
	char name[LABEL_ERROR], why[LABEL_HELD];

	put_optional(j, "held_down_reason", held_label(n, why, sizeof(why)));
	put_optional(j, "my_shutdown_reason", n->shutdown_sent);
	put_optional(j, "last_shutdown_reason", n->shutdown_rcvd);
	put_optional(j, "last_error_sent",
	    notify_label(n->err_sent, name, sizeof(name)));
	put_optional(j, "last_error_received",
	    notify_label(n->err_rcvd, name, sizeof(name)));
	put_optional(j, "last_error", n->last_error);
	if (n->connect_failures != 0)
		json_uint(j, "connect_failures", n->connect_failures);
}

static void
put_end(struct json *j, const char *name, const struct addr *a,
    uint16_t port, const uint8_t *caps, size_t len)
{
	char buf[ADDR_TEXT];

	json_object(j, name, false);
	json_string(j, "address", addr_print(a, buf, sizeof(buf)));
	json_uint(j, "port", port);
	put_open_capabilities(j, caps, len);
	json_end(j);
}

static void
put_session(struct json *j, const struct ctl_neighbor *n)
{
	struct capabilities c;

	if (n->state < STATE_OPEN_SENT)
		return;
	json_object(j, "session", false);
	json_uint(j, "holdtime", n->hold);
	json_uint(j, "keepalive", n->keepalive);
	put_end(j, "local", &n->local, n->local_port, n->local_caps,
	    n->local_caps_len);
	put_end(j, "remote", &n->remote, n->remote_port, n->remote_caps,
	    n->remote_caps_len);
	if (n->state == STATE_ESTABLISHED) {
		agreed_capabilities(&n->neg, n->others, &c);
		put_capabilities(j, &c);
		json_string(j, "remote_role", role_name(n->neg.role));
	}
	json_string(j, "local_role", role_name(n->role));
	json_end(j);
}

static void
put_timers(struct json *j, const struct ctl_neighbor *n)
{
	unsigned i;

	json_array(j, "timers", false);
	for (i = 0; i < CTL_NTIMERS; i++) {
		if (n->timer_ms[i] < 0)
			continue;
		json_object(j, NULL, true);
		json_string(j, "name", timer_name(i));
		json_int(j, "due", n->timer_ms[i] / 1000);
		json_end(j);
	}
	json_end(j);
}

void
json_neighbor(struct output *o, const struct neighbor_view *v)
{
	struct json *j = &o->j;

	json_object(j, NULL, false);
	put_head(j, v->n);
	if (o->cmd->action == ACTION_NEIGHBOR)
		put_config(j, v);
	if (o->cmd->action != ACTION_SUMMARY_TERSE)
		put_stats(j, v);
	if (o->cmd->action == ACTION_NEIGHBOR) {
		put_errors(j, v->n);
		put_session(j, v->n);
		if (o->cmd->view == VIEW_TIMERS)
			put_timers(j, v->n);
	}
	json_end(j);
}
