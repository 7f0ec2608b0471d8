/* SPDX-License-Identifier: ISC */
/* explain: octets of a message, field by field. */
#ifndef CTL_REQUEST_EXPLAIN_H
#define CTL_REQUEST_EXPLAIN_H

#include "request.h"

enum exit_code request_explain(struct request *r);

#endif
