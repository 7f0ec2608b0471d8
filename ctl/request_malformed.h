/* SPDX-License-Identifier: ISC */
/* show malformed: from both engines, in the order of time. */
#ifndef CTL_REQUEST_MALFORMED_H
#define CTL_REQUEST_MALFORMED_H

#include "request.h"

enum exit_code request_show_malformed(struct request *r);

#endif
