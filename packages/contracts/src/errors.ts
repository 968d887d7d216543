/**
 * Every error the product answers: HTTP status and the Chinese text a person reads.
 * `{name}` is filled from the fault's details. The text says what happened, what was kept, what to do.
 */
export const ERRORS = {
  // the exchange itself
  'input-invalid': { status: 400, text: '有几处填写不对，已标在相应位置。您填写的内容还在，请改正后再提交。' },
  'json-invalid': { status: 400, text: '请求的内容不是有效的 JSON，请检查后重发。' },
  'media-type-unsupported': { status: 415, text: '不支持这种内容格式（{type}）。请改用 JSON 或按页面上的方式上传。' },
  'body-too-large': { status: 413, text: '提交的内容太大（上限 {limit}）。请分开提交，已填写的内容不会丢。' },
  'not-found': { status: 404, text: '没有找到这一项：可能编号有误，或已不在您的管辖范围。' },
  'tile-outside': { status: 404, text: '没有这一块地图：这一层只有 {from} 到 {to} 级，行列号也要在该级之内。' },
  'layer-too-dense': { status: 422, text: '这一片里有超过 {most} 个，一次画不下。请放大地图或缩小范围。' },
  'raster-unreadable': { status: 422, text: '这个影像读不出来：{problem}。什么也没有导入，请换一个文件再试。' },
  'shape-empty': { status: 422, text: '圈出来的地方没有面积。请至少点三个不在一条线上的角。' },
  'route-not-found': { status: 404, text: '没有这个地址：{path}。' },
  'too-many-requests': { status: 429, text: '操作太频繁，请在 {seconds} 秒后再试。您填写的内容还在。' },
  'internal': { status: 500, text: '系统繁忙，请稍后再试；若一直如此，请把编号 {requestId} 告诉管理员。' },
  'database-unavailable': { status: 503, text: '数据库暂时连不上，正在自动重试。您填写的内容还在，请稍后再提交。' },
  'time-out': { status: 503, text: '这次查询用时过长，已停止。请缩小范围再试。' },
  'conflict': { status: 409, text: '这一项刚被别人改过。页面已显示最新内容，您填写的内容还在，请核对后再提交。' },

  // who and what may
  'login-needed': { status: 401, text: '请先登录。您填写的内容会保留。' },
  'login-wrong': { status: 401, text: '用户名或密码不对。还可以试 {left} 次，之后将锁定 {minutes} 分钟。' },
  'login-locked': { status: 423, text: '连续输错次数过多，账号已锁定，请在 {minutes} 分钟后再试，或请管理员解锁。' },
  'login-disabled': { status: 403, text: '这个账号已停用，请联系管理员。' },
  'totp-needed': { status: 401, text: '这个账号开启了动态口令，请输入六位动态口令。' },
  'totp-wrong': { status: 401, text: '动态口令不对或已过期，请输入当前显示的六位数字。' },
  'password-weak': { status: 400, text: '密码太弱：{rule}。' },
  'permission-missing': { status: 403, text: '您的岗位没有“{permission}”权限。如工作需要，请联系管理员。' },
  'origin-refused': { status: 403, text: '这次提交不是从本系统页面发出的，已拒绝。请刷新页面后重试。' },
  'roles-conflict': { status: 409, text: '系统管理员、安全保密管理员、安全审计员三个岗位不能由同一人兼任。' },
  'seeing-only': { status: 403, text: '您正以别人的身份查看，只能看，不能办理或修改。要办理请先结束查看。' },
  'seeing-refused': { status: 409, text: '不能以此人身份查看：{reason}。' },
  'api-key-wrong': { status: 401, text: '接口密钥无效或已停用。' },

  // files
  'file-too-large': { status: 413, text: '文件太大（{size}）。文字和位置已保存，请换一个小于 {limit} 的文件。' },
  'file-type-refused': { status: 415, text: '这个文件不是可用的{expected}（看到的是 {found}）。其他内容已保存，请换一个文件。' },
  'image-unreadable': { status: 422, text: '这张照片打不开，可能已损坏。文字和位置已保存，请重拍或换一张。' },
  'image-too-many-pixels': { status: 413, text: '照片尺寸太大（{pixels} 万像素，上限 {limit} 万）。文字和位置已保存，请换一张小一些的。' },
  'image-heic': { status: 415, text: '这是 HEIC 格式的照片，别人打不开，没有收下。文字、位置和其他照片都已保存。苹果手机请到“设置－相机－格式”选“兼容性最佳”后重拍，或给这张照片截图再传。' },
  'audio-unreadable': { status: 422, text: '这段录音打不开，可能没有录完整。文字、位置和照片都已保存，请重新录一段。' },
  'audio-too-long': { status: 413, text: '录音太长（{length}），没有收下。文字、位置和照片都已保存。一段录音最长 60 秒、2 MB，请重录一段短一些的，或分几段录。' },
  'file-missing': { status: 404, text: '没有找到附件，可能已过期，请重新上传。' },
  'storage-full': { status: 507, text: '服务器存储空间不足，附件没有保存；文字可以照常提交。请联系管理员。' },

  // places and areas
  'coordinates-implausible': { status: 400, text: '坐标（{lon}, {lat}）不在可能的范围内，请在地图上重新选点或填写地址。' },
  'area-unknown': { status: 404, text: '没有找到区域 {code}。' },
  'area-import-invalid': { status: 422, text: '区域文件有 {count} 处问题，没有导入。请按列出的位置修改后再导入。' },
  'area-edit-invalid': { status: 422, text: '这样改会留下 {count} 处问题，没有保存。请按地图上标出的位置再调整，您的改动还在。' },
  'area-without-border': { status: 409, text: '“{name}”还没有边界，请先用“导入边界”装入。' },
  'code-unknown': { status: 404, text: '这个码不是街道签发的智慧码，请当心假码。您仍可以不用它：自己写地址或用现在的位置，照样能报。' },
  'code-revoked': { status: 410, text: '这个智慧码（{name}）已停用或换了新的，请以现场新贴的为准。您仍可以不用它：自己写地址或用现在的位置，照样能报。' },
  'codes-too-many': { status: 422, text: '一次最多打印 {limit} 张，这里还有更多。请先选一个社区或一个类别。' },
  'code-far': { status: 409, text: '您现在离码上的地方“{name}”约 {metres} 米，这个码可能是照片里的。事情在那里就点“就是那里”，不在就点“改”。您填写的内容还在。' },

  // classes, calendar, duty
  'class-unknown': { status: 400, text: '没有这个分类：{code}，或它已停用。' },
  'class-set-invalid': { status: 422, text: '案件分类没有发布：{problem}。草稿还在，请改好后再发布。' },
  'calendar-invalid': { status: 422, text: '{year} 年的放假安排有问题：{problem}。没有保存。' },
  'hours-invalid': { status: 422, text: '服务时间有问题：{problem}。没有保存。' },
  'model-training': { status: 409, text: '第 {number} 号模型正在训练，一次只能训练一个。请等它完成后再试。' },
  'model-too-few': { status: 422, text: '可学的案件太少：{examples}、{classes} 类。至少要有 {leastExamples} 件已办结的案件，且不少于 {leastClasses} 类各有 {leastOfClass} 件。没有训练。' },
  'model-unfit': { status: 422, text: '第 {number} 号模型不能启用：{problem}。现用的没有变。' },
  'model-worse': { status: 409, text: '第 {number} 号模型不如现用的：{reason}。没有启用；确要启用请写明“仍要启用”。' },
  'draft-off': { status: 409, text: '没有接语言模型，不能起草。请自己写答复，或请管理员在配置里接上本单位的模型。' },
  'draft-failed': { status: 502, text: '没有起草成：{reason}。您已写的内容还在，可以稍后再试或自己写。' },
  'unit-unknown': { status: 400, text: '没有这个单位：{unit}，或它已停用。' },
  'rule-invalid': { status: 422, text: '派遣规则有问题：{problem}。没有保存。' },

  // appeals and cases
  'query-code-wrong': { status: 404, text: '编号或查询码不对。查询码在您提交后的回执上。' },
  'rating-not-now': { status: 409, text: '这件事现在是“{state}”，还不能评价。单位答复以后就可以。' },
  'move-unknown': { status: 400, text: '没有“{move}”这个操作。' },
  'move-not-now': { status: 409, text: '案件现在是“{state}”，不能{move}。页面已显示最新状态，您填写的内容还在。' },
  'move-not-yours': { status: 403, text: '这件案子不在您手上，或您的岗位不能{move}。' },
  'case-changed': { status: 409, text: '同事刚刚改过这件案子（现在是“{state}”）。已显示最新内容，您填写的内容还在，请核对后再提交。' },
  'case-merged': { status: 409, text: '这件案子已并入其他案件，请到那件案子上办理，或先撤销合并。' },
  'case-not-merged': { status: 409, text: '这件案子没有被合并，不需要撤销。' },
  'merge-target-invalid': { status: 409, text: '不能并入这件案子：它不存在、已经结束、已被合并，或就是本案。' },
  'merge-has-relatives': { status: 409, text: '本案有分解的子案件、上级案件或已并入的案件，不能再并入别处。' },
  'return-too-late': { status: 409, text: '已超过退回期限（派遣后 2 个工作日）。请先办理，或联系派遣员改派。' },
  'extension-too-long': { status: 409, text: '延期累计不能超过 10 个工作日。' },
  'extension-too-late': { status: 409, text: '延期要在到期之前申请，本案已经到期。请尽快办理并说明原因。' },
  'request-pending': { status: 409, text: '本案已有一项待审批的申请，请等审批后再提。' },
  'request-missing': { status: 409, text: '本案没有待审批的申请，可能已被同事处理。' },
  'approver-is-requester': { status: 403, text: '申请人不能审批自己的申请，请由另一位同事审批。' },
  'children-open': { status: 409, text: '还有分解出去的子案件没有办完，暂时不能{move}。' },
  'parent-closed': { status: 409, text: '上级案件已经办结，请先重新办理上级案件。' },
  'same-unit': { status: 409, text: '案件已经在这个单位，不需要改派。' },
  'not-called': { status: 403, text: '本次一呼百应没有呼叫您的单位。' },
  'already-claimed': { status: 409, text: '您的单位已经认领或答复过这次呼叫，不用再认领。' },
  'urge-missing': { status: 409, text: '本案没有待回复的督办。' },
  'verification-missing': { status: 409, text: '本案没有待回报的核实任务。' },
  'ground-missing': { status: 400, text: '不承接街道呼叫时要写明依据（法规、三定方案或文件）。' },
  'contact-missing': { status: 409, text: '销号前要有居民评价、回访记录，或写明未能联系上的情况。' },
  'reopen-too-late': { status: 409, text: '办结已超过 15 个工作日，请作为新的诉求登记，系统会关联原案件。' },

  // powers of the street
  'power-not-held': { status: 409, text: '本街道的“考核评价权”还没有登记，或已过期，不能给区级部门评分。请管理员在“下放权力”里登记依据文件；您填写的内容还在。' },
  'call-unanswered': { status: 409, text: '这次呼叫还没有得到答复，答复以后才能评分。' },
  // mediation
  'mediation-not-now': { status: 409, text: '卷宗现在是“{state}”，不能{step}。页面已显示最新状态，您填写的内容还在。' },
  'mediation-refused': { status: 409, text: '有当事人明确拒绝调解，不能继续调解（人民调解法第十七条）。当事人改变意愿的请先登记同意，否则请以“调解不成”结束。' },
  'mediation-consent-missing': { status: 409, text: '还有当事人没有登记是否同意调解。协议要由各方自愿达成，请先登记意愿。' },
  'mediation-parties-missing': { status: 409, text: '卷宗里还没有双方当事人，请先补齐当事人。' },
  'mediation-mediator-missing': { status: 409, text: '还没有指定调解员，请先指定。' },
  'mediation-session-missing': { status: 409, text: '还没有调解记录，请先记录调解情况（人民调解法第二十七条）。' },
  'mediation-party-unknown': { status: 404, text: '卷宗里没有这位当事人，可能刚被同事改过。请核对后再提交。' },
  'mediation-document-unknown': { status: 409, text: '有一个附件不在这份卷宗里，请重新上传后再提交。' },

  // deliberation
  'deliberation-not-now': { status: 409, text: '这件提议现在是“{state}”，不能{act}。没有改动，您填写的内容还在，请看最新状态。' },
  'deliberation-consent-missing': { status: 409, text: '合并要两位提议人都同意，现在还没有。没有合并，请先征求同意并登记答复。' },
  'deliberation-unready': { status: 409, text: '还不能开始表决：要先安排议事会，并确定参加表决的户。没有改动，请补齐后再试。' },
  'deliberation-area-missing': { status: 409, text: '还不能开始表决：这件事户数和面积都要算，名册里还有没写面积的户。没有改动，请补上各户的专有面积再试。' },
  'deliberation-conflicted': { status: 403, text: '参加的人里写着您有利害关系（{conflict}），点票、计票和公布结果要请别的同事来办。没有改动。' },
  'merge-answered': { status: 409, text: '这位提议人自己在网上答复过了，以本人的答复为准，不能代为更改。没有改动；本人改了主意，请他自己再答复。' },
  'deliberation-paper-open': { status: 409, text: '纸质票还没有两个人录得一致，不能计票。没有改动，请另一个人再点一遍录入，有两个人一样才算。' },
  'proposal-gone': { status: 404, text: '这件提议没有公开，或者已经不在了。请回到“议一议”看别的。' },
  'proposal-unknown': { status: 404, text: '没有找到这件提议。请核对提议编号和八位查询码，也可以打社区电话问。' },
  'proposal-personal': { status: 422, text: '写的内容里有手机号、证件号或车牌（{found}），提议是公开的，不能带这些。没有提交，您写的还在，请去掉后再试。' },
  'proposal-too-many': { status: 409, text: '这个电话已有 {count} 件提议还没上会，不能再提。没有提交，您写的还在；可以先支持别人差不多的提议。' },
  'vote-closed': { status: 409, text: '投票已经截止，这一票没有收下。结果公布后在这里看得到。' },
  'vote-still-open': { status: 409, text: '投票还没有截止，不能计票。没有改动，请到截止时间以后再计。' },
  'vote-code-unknown': { status: 404, text: '这个票码不能投这件提议：可能写错了，或者是别的社区、别的事、已经换发的票码。没有投上，请核对入户送达的票码，或者问社区。' },
  'vote-twice': { status: 409, text: '您家（{household}）已经投过票了（{way}）。一户一票，先投的那一张有效，这一次没有计入。不是家里人投的，请马上告诉社区。' },
  'vote-excluded': { status: 409, text: '您家（{household}）因为利害关系回避，这件事不投票：{reason}。有不同意见请告诉社区。' },
  'paper-unbalanced': { status: 422, text: '纸质票对不上：{problem}。没有保存，您填写的内容还在，请重新点一遍再录。' },
  'paper-settled': { status: 409, text: '纸质票已经定下来了，不能再录。发现有错，请写进会议纪要并告诉街道。' },
  'paper-third-needed': { status: 409, text: '录的不一样，要请没录过的人再点，和其中一份一样才算。没有改动，请换一个人重新点票录入。' },
  'rating-not-yours': { status: 403, text: '只有支持过的人和参加表决的户可以评这件事。没有提交；请用支持时的手机号登录以后再评，或者用您家投过票的票码。' },

  // import
  'import-unreadable': { status: 422, text: '这个文件读不出来：{problem}。请改正，或另存为 .xlsx 或 .csv 后再试。' },
  'import-too-large': { status: 413, text: '表格太大：{problem}。请拆成几个文件分别导入。' },
  'import-columns-missing': { status: 422, text: '表格里没有找到必需的列：{columns}。请在预览里指定对应的列。' },
  'import-not-ready': { status: 409, text: '这次导入现在是“{state}”，不能这样操作。' },

  // export
  'export-too-large': { status: 413, text: '符合条件的超过 {limit} 件，一次最多导出这么多。没有开始导出，请再加筛选条件（例如按月份或社区）后分几次导出。' },
  'export-not-ready': { status: 409, text: '这次导出现在是“{state}”，不能这样操作。页面已显示最新状态。' },
  'export-gone': { status: 410, text: '这个导出文件已过有效期并删除。需要时请重新导出。' },
  'export-own-request': { status: 403, text: '不脱敏的导出要由另一位同事批准，申请人不能批准自己的申请。申请还在，请等同事处理。' },
  'export-not-yours': { status: 403, text: '导出的文件只有申请人本人能下载。' },

  // data pool
  'pool-known': { status: 409, text: '这一条（同一证件号码、同一处房屋或同一号牌）已经登记过。没有重复登记，请打开已有的那一条修改；您填写的内容还在。' },
  'pool-elsewhere': { status: 403, text: '这一条登记在“{area}”，由那里修改。没有改动；人已经搬来的，请那里登记迁出，再在这里办理迁入。' },
  'pool-entry-closed': { status: 409, text: '这一条已被合并或抹去，不能再改。' },
  'pool-tag-unknown': { status: 400, text: '标签词表里没有“{tag}”，或它已停用。没有保存，请从词表里选；需要新标签请联系管理员。' },
  'person-merge-invalid': { status: 409, text: '没有合并或撤销：{problem}。' },
  'sensitive-own-request': { status: 403, text: '敏感登记要由另一位同事批准，申请人不能批准自己的申请。' },
  'sensitive-not-now': { status: 409, text: '这份登记现在是“{state}”，不能这样操作。' },
  'sensitive-not-reader': { status: 403, text: '您不是这份登记指定的读者，不能查看或修改其中的内容。' },
  'relation-invalid': { status: 422, text: '关系没有建立或修改：{problem}。' },

  // devices
  'product-unknown': { status: 400, text: '没有这种设备产品：{product}。请先建立产品，再登记设备。' },
  'product-points-used': { status: 409, text: '测点“{point}”已有设备上报过读数，不能删除；可以改名称、单位和量程。没有保存，您填写的内容还在。' },
  'device-exists': { status: 409, text: '设备编号 {id} 已经有人用了。没有登记，请换一个编号；您填写的内容还在。' },
  'device-place-missing': { status: 400, text: '不知道设备装在哪里：请在地图上选点，或选择所属区域。您填写的内容还在。' },

  // alarms
  'alarm-changed': { status: 409, text: '这条告警刚刚有了变化（别人处理了，或信号变了）。没有保存，请看过最新情况再操作。' },
  'alarm-cleared': { status: 409, text: '这条告警已经解除，不用再处理。觉得是误报的可以补标。' },
  'alarm-open': { status: 409, text: '这条告警还没有解除：请先解除，解除时可以写明是误报。' },
  'campaign-running': { status: 409, text: '这个专项到 {day} 才结束，数据还在用。要提前销毁，请先停用它。' },
  'campaign-asked': { status: 409, text: '这个区域已有一份专项申请在等另一位同事批准，没有再交一份。请先批准或退回那一份；您填写的内容还在。' },
  'campaign-own-request': { status: 403, text: '有期限的专项要由另一位同事批准，申请人不能批准自己的申请。申请还在，请等同事处理。' },
  'scenario-not-watching': { status: 409, text: '场景“{scenario}”没有看着这台设备：在这里没有打开，或设备没有它要的测点。' },
  // care
  'care-consent-missing': { status: 422, text: '同意书里没有这一项，设备 {device} 不能这样用。请先征得本人或监护人同意并登记；您填写的内容还在。' },
  'care-device-taken': { status: 409, text: '设备 {device} 已经在看护另一位老人，没有保存。请先在那位老人的卡片上解绑；您填写的内容还在。' },

  // prevention
  'prevention-open': { status: 409, text: '已有一件未诉先办任务（{number}）正在办，没有再建。请先办结那一件，或在那一件上补充；您填写的内容还在。' },

  'proof-needed': { status: 428, text: '现在报上来的事特别多，这次没有收下。用 i雪宫 报会自动排上；用别的程序，请先解出 current 里的题再交。急事请拨打 12345 或 110。您填写的内容还在。' },
  'phone-code-needed': { status: 429, text: '刚才从这台设备或这个网络来得太多，这一次没有收下，您填写的内容还在。请用手机验证码登录后再点一次；不方便的话，拨打 12345，由工作人员替您办。' },
  'report-held': { status: 409, text: '这一条{state}，还不能这样办。编号和查询码不变，请过一会儿再看。' },
  'near-gone': { status: 409, text: '那件事刚有变化，现在不能跟着一起办，没有记上。您写的内容还在，请直接点“提交”，我们单独受理。' },

  // residents who sign in
  'resident-login-needed': { status: 401, text: '登录过期了，或者还没有登录。您填写的内容还在，请重新登录；不登录也能报事，凭查询码看进度。' },
  'code-too-soon': { status: 429, text: '这个手机刚要过验证码，请 {seconds} 秒后再要。收到的那一个十分钟内都能用。' },
  'codes-too-many-now': { status: 429, text: '这一小时要验证码的人太多，暂时不发了，没有发出。请过一会儿再要；急事请打 12345。' },
  'code-wrong': { status: 400, text: '验证码不对，还可以试 {left} 次。请看最近收到的那一条短信。' },
  'code-over': { status: 409, text: '这个验证码不能用了：过了十分钟、试了五次，或者已经用过。请重新要一个。' },
  'text-off': { status: 409, text: '这里还没有开通短信，不能用手机号登录。不登录也能报事、预约，凭查询码看进度。' },
  'text-not-sent': { status: 503, text: '验证码短信没有发出去（{reason}）。请过一分钟再试；不登录也能报事。' },
  'wechat-off': { status: 409, text: '这里还没有开通微信登录，请用手机号登录。不登录也能报事。' },
  'told-off': { status: 409, text: '这里还没有开通微信消息，办完了没法在微信里告诉您。报的事照常办，凭编号和查询码随时能看。' },
  'wechat-refused': { status: 400, text: '微信没有认出是您（{reason}），这一步没有办成，可以再点一次。' },
  'wechat-unreachable': { status: 503, text: '暂时连不上微信，这一步没有办成，可以过一会儿再点一次。' },
  'phone-needed': { status: 409, text: '这件事要先绑定您自己的手机号。请用手机号登录一次再来，您填写的内容还在。' },
  'helper-ended': { status: 403, text: '这份代办同意还没有生效、到期了或已撤回，不能再替这位家人办。要接着办，请家人重新同意；家人自己报事不用登录。' },
  'consent-not-waiting': { status: 409, text: '这份同意不在等核对：已经生效、到期或撤回了。没有改动，请刷新再看。' },
  'helper-scope': { status: 403, text: '家人同意的事里没有“{scope}”，这次没有办。请让家人重新同意，或由家人自己办。' },
  'post-needed': { status: 403, text: '只有现任的楼长、楼栋党小组长、党员中心户能看这一页：社区登记的手机号和您登录的要一样，而且只登记在您一人名下。没有改动；登记不对，请找社区书记。' },
  'post-consent-needed': { status: 403, text: '请先看告知、点同意，再看您的联系户。没有改动。' },
  'door-gone': { status: 404, text: '这一户现在不是您联系的了。没有记下，您写的还在；请回到“我的联系户”看现在有哪些。' },

  // services
  'story-not-now': { status: 409, text: '这篇稿件现在是“{state}”，不能这样改。页面已显示最新状态，您写的内容还在。' },
  'story-personal': { status: 422, text: '文中有手机号、证件号或车牌（{found}），不能公开。没有改动，您写的还在，请去掉后再试。' },
  'story-gone': { status: 404, text: '这一篇不在了：可能已经撤下。请回到“通知和风采”看别的。' },
  'activity-not-now': { status: 409, text: '这个活动现在是“{state}”，不能这样改。页面已显示最新状态，您写的内容还在。' },
  'activity-gone': { status: 404, text: '这个活动不在了：可能已经取消。请回到“活动”看别的；报过名的在“我的活动”里看。' },
  'activity-full': { status: 409, text: '“{part}”的名额刚满，没有报上。请看别的活动，或者过一会儿再看有没有人让出来。' },
  'activity-signed': { status: 409, text: '这个手机号已经报了“{part}”，一次活动只占一个名额。没有改动；要换，请先取消再报。' },
  'activity-closed': { status: 409, text: '活动已经开始，不能再报名或取消。没有改动；来不了可以打社区的电话说一声。' },
  'activity-seats': { status: 409, text: '已经有 {taken} 人报名，名额不能比这少。没有保存，您写的还在。' },
  'signup-not-now': { status: 409, text: '不能记时长：{why}。没有改动，请刷新再看。' },
  'service-unknown': { status: 404, text: '没有这个事项，或者它已经停办。请回到事项列表重新找，也可以拨打 12345 问。' },
  'service-not-offered': { status: 409, text: '“{item}”现在不提供{what}。没有提交，您填写的内容还在；请看办事指南里的其他办法。' },
  'slot-unknown': { status: 409, text: '这个时间不能约（不是办理时间、已经过去，或还没有开放）。没有约上，您填写的内容还在，请另选一个时间。' },
  'slot-gone': { status: 409, text: '{time} 刚被别人约走，没有约上；您填写的内容还在。{next}。' },
  'booking-too-many': { status: 409, text: '这个电话已有 {count} 个还没办的预约，不能再约。没有约上，您填写的内容还在；请先取消不用的，或者请网格员代办。' },
  'booking-overlaps': { status: 409, text: '这个电话在这段时间已经有一个预约，一个人一次只能占一个窗口。没有约上，您填写的内容还在；请换个时间，或者先取消原来的。' },
  'booking-unknown': { status: 404, text: '没有找到这个预约码。请核对八位预约码，也可以打办理单位的电话问。' },
  'booking-not-now': { status: 409, text: '这个预约现在是“{state}”，不能这样操作。没有改动，页面请刷新。' },

  // grid
  'leave-nobody': { status: 409, text: '{name}所在的社区这几天没有别的网格员在岗，分不出去。没有安排；请先调整别人的休假，或者给这个社区加人。' },
  'leave-overlaps': { status: 409, text: '{name}在这几天里已经有一次休假安排。没有再安排；要改的话，请先撤销那一次。' },
  'leave-stands-in': { status: 409, text: '{name}这几天正替{other}顶岗，他再走，{other}的楼栋就没人管了。没有安排；请先撤销{other}的那一次，安排好{name}的，再重新安排{other}的。' },
  'sanction-over': { status: 409, text: '这次处理已经撤销，或是没有期限的旧记录，不用再告知和答复。' },
  'sanction-unreachable': { status: 409, text: '短信没有发出去（{reason}），没有记为已告知。请当面交付或寄送告知书，再记下来。' },
  'leave-over': { status: 409, text: '这次休假安排已经结束或撤销，不用再撤。' },
  'plan-task-given': { status: 409, text: '第 {nth} 项“{title}”已经派出去了，没有改动。要换单位办，请在它的案件上改派。' },
  'routine-unknown': { status: 422, text: '没有“{routine}”这一项五必或走访专项，或者它看的不是{subject}。没有记下，填写的内容还在；可以不选哪一项，当作随手的走访记下。' },

  // checks
  'checklist-version-unknown': { status: 422, text: '没有这张检查表的第 {version} 版。没有提交，您填写的内容还在；请联网更新检查表后再交。' },
  'checklist-invalid': { status: 422, text: '检查表的“{item}”还不能发布：{problem}。没有发布，草稿还在，请改好再发布。' },
  'checklist-pool-knows': { status: 422, text: '“{item}”问的是数据池里已有的“{field}”，不用让人再填一遍。没有发布，草稿还在；请去掉这一项，或改成“与登记的是否一致”这样的是否题。' },
  'visit-not-kept': { status: 422, text: '“{routine}”结束后要销毁记录，走访时不核实登记，也不标搬走。没有记下；有变化的请在台账的卡片上改。' },
  'checklist-no-draft': { status: 409, text: '这张检查表没有草稿，没有什么可以发布。页面请刷新。' },
  'check-subject-unknown': { status: 422, text: '台账里没有找到被检查的{kind}，或它不在您的管辖范围。没有提交，您填写的内容还在；请重新选择检查的对象。' },

  // shifts
  'roster-invalid': { status: 422, text: '值班表有问题：{problem}。没有保存，您填写的内容还在。' },
  'shift-missing': { status: 409, text: '值班表里没有正在值的班，也没有刚结束的班，无法生成交接简报。请先在“值班”里排班。' },
  'handover-given': { status: 409, text: '这份交接已经交出，内容不能再改。需要补充的请写在下一班的交班事项里。' },
  'handover-not-given': { status: 409, text: '这份交接还没有交出，不能确认接班。请先请交班人交班。' },
  'handover-own': { status: 403, text: '交班人不能自己确认接班，请由接班的同事确认。' },
  'handover-done': { status: 409, text: '这份交接已由{name}确认接班，不用再确认。' },

  // phones
  'action-unknown': { status: 400, text: '服务器还不认识这种操作（{kind}），没有办。内容还在手机里，请更新掌上APP或稍后再传。' },
  'action-taken': { status: 409, text: '这条记录的编号已被别的账号用过，没有办。内容还在手机里，请在“待传”里改成新的一条再传。' },
  'device-revoked': { status: 410, text: '这部手机已被注销，不能再用这里的资料。请换一部手机登录，或联系管理员。' },
} as const satisfies Record<string, { status: number; text: string }>

export type ErrorCode = keyof typeof ERRORS

/** All codes, for tests and docs. */
export const errorCodes = Object.keys(ERRORS) as ErrorCode[] // keys of a literal table

type Details = Readonly<Record<string, string | number>>

/** Fills the Chinese text of a code. */
export function errorText(code: ErrorCode, details: Details = {}): string {
  return ERRORS[code].text.replaceAll(/\{(\w+)\}/gu, (hole, name: string) => String(details[name] ?? hole))
}

interface FaultOptions {
  readonly details?: Details
  /** Messages by field name, shown beside the fields. */
  readonly fields?: Readonly<Record<string, string>>
  /** The current state a clash answers with. */
  readonly current?: unknown
  readonly cause?: unknown
}

/** The one error thrown on purpose; mapped once at the edge. */
export class Fault extends Error {
  readonly code: ErrorCode
  readonly details: Details
  readonly fields: Readonly<Record<string, string>> | undefined
  readonly current: unknown

  constructor(code: ErrorCode, options: FaultOptions = {}) {
    super(errorText(code, options.details), { cause: options.cause })
    this.name = 'Fault'
    this.code = code
    this.details = options.details ?? {}
    this.fields = options.fields
    this.current = options.current
  }

  get status(): number {
    return ERRORS[this.code].status
  }
}
