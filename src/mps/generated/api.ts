// Written by `npm run generate` from tencentcloud-sdk-nodejs-mps. Do not edit.

/** The actions of the API, one a line. The types of X are XRequest and XResponse. */
export const ACTIONS = `
ActivateSSAI
ActivateStreamPackage
BatchDeleteStreamLinkFlow
BatchProcessMedia
BatchStartStreamLinkFlow
BatchStopStreamLinkFlow
ChangeVoice
CloneViral
CloneVoice
CreateAIAnalysisTemplate
CreateAIRecognitionTemplate
CreateAdaptiveDynamicStreamingTemplate
CreateAgentRecordTask
CreateAiDramaTask
CreateAiFissionTask
CreateAigcAudioTask
CreateAigcImageTask
CreateAigcVideoTask
CreateAnimatedGraphicsTemplate
CreateAsrHotwords
CreateBlindWatermarkTemplate
CreateContentReviewTemplate
CreateDocToVideoTask
CreateImageSpriteTemplate
CreateLiveRecordTemplate
CreateMediaEvaluation
CreatePersonSample
CreateProcessImageTemplate
CreateProject
CreateQualityControlTemplate
CreateSampleSnapshotTemplate
CreateSchedule
CreateSmartEraseTemplate
CreateSmartSubtitleTemplate
CreateSnapshotByTimeOffsetTemplate
CreateStreamLinkEvent
CreateStreamLinkFlow
CreateStreamLinkInput
CreateStreamLinkOutputInfo
CreateStreamLinkSecurityGroup
CreateStreamPackageLinearAssemblyChannel
CreateStreamPackageLinearAssemblyProgram
CreateStreamPackageSSAIChannel
CreateStreamPackageSource
CreateStreamPackageSourceLocation
CreateSubtitleEmbedTemplate
CreateTranscodeTemplate
CreateVideoDatabaseEntryTask
CreateVideoRedrawTask
CreateVideoSearchTask
CreateWatermarkTemplate
CreateWordSamples
CreateWorkflow
DeleteAIAnalysisTemplate
DeleteAIRecognitionTemplate
DeleteAdaptiveDynamicStreamingTemplate
DeleteAnimatedGraphicsTemplate
DeleteAsrHotwords
DeleteBlindWatermarkTemplate
DeleteContentReviewTemplate
DeleteImageSpriteTemplate
DeleteLiveRecordTemplate
DeletePersonSample
DeleteProcessImageTemplate
DeleteProject
DeleteQualityControlTemplate
DeleteSampleSnapshotTemplate
DeleteSchedule
DeleteSmartEraseTemplate
DeleteSmartSubtitleTemplate
DeleteSnapshotByTimeOffsetTemplate
DeleteStreamLinkEvent
DeleteStreamLinkFlow
DeleteStreamLinkOutput
DeleteStreamLinkSecurityGroup
DeleteStreamPackageLinearAssemblyChannel
DeleteStreamPackageLinearAssemblyChannels
DeleteStreamPackageLinearAssemblyProgram
DeleteStreamPackageLinearAssemblyPrograms
DeleteStreamPackageLinearAssemblyProgramsByChannel
DeleteStreamPackageSSAIChannel
DeleteStreamPackageSource
DeleteStreamPackageSourceLocation
DeleteSubtitleEmbedTemplate
DeleteTranscodeTemplate
DeleteVoice
DeleteWatermarkTemplate
DeleteWordSamples
DeleteWorkflow
DescribeAIAnalysisTemplates
DescribeAIRecognitionTemplates
DescribeAdaptiveDynamicStreamingTemplates
DescribeAgentRecordTask
DescribeAigcAudioTask
DescribeAigcImageTask
DescribeAigcTaskList
DescribeAigcTaskStatus
DescribeAigcVideoTask
DescribeAnimatedGraphicsTemplates
DescribeAsrHotwords
DescribeAsrHotwordsList
DescribeBatchTaskDetail
DescribeBlindWatermarkTemplates
DescribeCloneViralTask
DescribeContentReviewTemplates
DescribeDesignTask
DescribeGroupAttachFlowsById
DescribeImageSpriteTemplates
DescribeImageTaskDetail
DescribeImageTasks
DescribeLiveRecordTemplates
DescribeMDPMPSUserInfo
DescribeMediaMetaData
DescribePersonSamples
DescribeProcessImageTemplates
DescribeQualityControlTemplates
DescribeSSAIActivateState
DescribeSampleSnapshotTemplates
DescribeSchedules
DescribeSmartEraseTemplates
DescribeSmartSubtitleTemplates
DescribeSnapshotByTimeOffsetTemplates
DescribeStreamLinkActivateState
DescribeStreamLinkEvent
DescribeStreamLinkEventAttachedFlows
DescribeStreamLinkEvents
DescribeStreamLinkFlow
DescribeStreamLinkFlowLogs
DescribeStreamLinkFlowMediaStatistics
DescribeStreamLinkFlowRealtimeStatus
DescribeStreamLinkFlowSRTStatistics
DescribeStreamLinkFlowStatistics
DescribeStreamLinkFlows
DescribeStreamLinkRegions
DescribeStreamLinkSecurityGroups
DescribeStreamPackageActivateState
DescribeStreamPackageLinearAssemblyChannel
DescribeStreamPackageLinearAssemblyChannelAlerts
DescribeStreamPackageLinearAssemblyChannels
DescribeStreamPackageLinearAssemblyProgram
DescribeStreamPackageLinearAssemblyProgramSchedules
DescribeStreamPackageLinearAssemblyPrograms
DescribeStreamPackageLinearAssemblyUsage
DescribeStreamPackageSSAIChannel
DescribeStreamPackageSSAIChannels
DescribeStreamPackageSSAIUsage
DescribeStreamPackageSource
DescribeStreamPackageSourceAlerts
DescribeStreamPackageSourceLocation
DescribeStreamPackageSourceLocations
DescribeStreamPackageSources
DescribeSubtitleEmbedTemplates
DescribeTaskDetail
DescribeTasks
DescribeTextToSpeechAsyncTask
DescribeTranscodeTemplates
DescribeUsageData
DescribeVideoDatabaseEntryTaskDetail
DescribeVideoSearchTaskDetail
DescribeVoices
DescribeWatermarkTemplates
DescribeWordSamples
DescribeWorkflows
DesignVoiceAsync
DetectVideoSubtitleArea
DetectVideoWatermark
DisableSchedule
DisableWorkflow
DisassociateSecurityGroup
EditMedia
EmbeddingData
EnableSchedule
EnableWorkflow
ExecuteFunction
ExtractBlindWatermark
ManageTask
ModifyAIAnalysisTemplate
ModifyAIRecognitionTemplate
ModifyAdaptiveDynamicStreamingTemplate
ModifyAnimatedGraphicsTemplate
ModifyAsrHotwords
ModifyBlindWatermarkTemplate
ModifyContentReviewTemplate
ModifyImageSpriteTemplate
ModifyLiveRecordTemplate
ModifyPersonSample
ModifyProcessImageTemplate
ModifyQualityControlTemplate
ModifySampleSnapshotTemplate
ModifySchedule
ModifySmartEraseTemplate
ModifySmartSubtitleTemplate
ModifySnapshotByTimeOffsetTemplate
ModifyStreamLinkEvent
ModifyStreamLinkFlow
ModifyStreamLinkInput
ModifyStreamLinkOutputInfo
ModifyStreamLinkSecurityGroup
ModifyStreamPackageLinearAssemblyChannel
ModifyStreamPackageLinearAssemblyProgram
ModifyStreamPackageSSAIChannel
ModifyStreamPackageSource
ModifyStreamPackageSourceLocation
ModifySubtitleEmbedTemplate
ModifyTranscodeTemplate
ModifyWatermarkTemplate
ModifyWordSample
ParseLiveStreamProcessNotification
ParseNotification
ProcessImage
ProcessLiveStream
ProcessMedia
QueryHunyuan3DTask
QueryProject
RecognizeAudio
RecognizeMediaForZhiXue
ResetWorkflow
StartStreamLinkFlow
StartStreamPackageLinearAssemblyChannel
StopStreamLinkFlow
StopStreamPackageLinearAssemblyChannel
SubmitHunyuan3DTask
SyncDubbing
TextToSpeech
TextToSpeechAsync
TextTranslation
UpdateProject
UpdateVoice
WithdrawsWatermark
`;

/**
 * The types, one a line: name, then its fields as name, "?" when it may be absent, ":" and the type: s string,
 * i integer, u unsigned integer, f float, b boolean, or a name. "[]" makes a list.
 */
export const TYPES = `
AIAnalysisTemplateItem Definition?:i Name?:s Comment?:s ClassificationConfigure?:ClassificationConfigureInfo TagConfigure?:TagConfigureInfo CoverConfigure?:CoverConfigureInfo FrameTagConfigure?:FrameTagConfigureInfo CreateTime?:s UpdateTime?:s Type?:s
AIRecognitionTemplateItem Definition?:i Name?:s Comment?:s FaceConfigure?:FaceConfigureInfo OcrFullTextConfigure?:OcrFullTextConfigureInfo OcrWordsConfigure?:OcrWordsConfigureInfo AsrFullTextConfigure?:AsrFullTextConfigureInfo AsrWordsConfigure?:AsrWordsConfigureInfo TranslateConfigure?:TranslateConfigureInfo CreateTime?:s UpdateTime?:s Type?:s
ActionConfigInfo Switch:s
ActivateSSAIRequest
ActivateSSAIResponse RequestId?:s
ActivateStreamPackageRequest
ActivateStreamPackageResponse RequestId?:s
Activity ActivityType:s PredriveIndex?:i[] ReardriveIndex?:i[] ActivityPara?:ActivityPara
ActivityPara TranscodeTask?:TranscodeTaskInput AnimatedGraphicTask?:AnimatedGraphicTaskInput SnapshotByTimeOffsetTask?:SnapshotByTimeOffsetTaskInput SampleSnapshotTask?:SampleSnapshotTaskInput ImageSpriteTask?:ImageSpriteTaskInput AdaptiveDynamicStreamingTask?:AdaptiveDynamicStreamingTaskInput AiContentReviewTask?:AiContentReviewTaskInput AiAnalysisTask?:AiAnalysisTaskInput AiRecognitionTask?:AiRecognitionTaskInput QualityControlTask?:AiQualityControlTaskInput ExecRulesTask?:ExecRulesTask SmartSubtitlesTask?:SmartSubtitlesTaskInput SmartEraseTask?:SmartEraseTaskInput
ActivityResItem TranscodeTask?:MediaProcessTaskTranscodeResult AnimatedGraphicTask?:MediaProcessTaskAnimatedGraphicResult SnapshotByTimeOffsetTask?:MediaProcessTaskSnapshotByTimeOffsetResult SampleSnapshotTask?:MediaProcessTaskSampleSnapshotResult ImageSpriteTask?:MediaProcessTaskImageSpriteResult AdaptiveDynamicStreamingTask?:MediaProcessTaskAdaptiveDynamicStreamingResult RecognitionTask?:ScheduleRecognitionTaskResult ReviewTask?:ScheduleReviewTaskResult AnalysisTask?:ScheduleAnalysisTaskResult QualityControlTask?:ScheduleQualityControlTaskResult ExecRuleTask?:ScheduleExecRuleTaskResult SmartSubtitlesTask?:ScheduleSmartSubtitleTaskResult SmartEraseTask?:SmartEraseTaskResult
ActivityResult ActivityType?:s ActivityResItem?:ActivityResItem
AdBreakInfo SourceLocationId?:s VodSourceName?:s Offset?:u MessageType?:s TimeSignalConf?:TimeSignalInfo SpliceInsertConf?:SpliceInsertInfo Metadatas?:Metadata[] SourceLocationName?:s
AdaptiveDynamicStreamingInfoItem Definition?:i Package?:s Path?:s Storage?:TaskOutputStorage
AdaptiveDynamicStreamingTaskInput Definition:u WatermarkSet?:WatermarkInput[] BlindWatermark?:BlindWatermarkInput OutputStorage?:TaskOutputStorage OutputObjectPath?:s SubStreamObjectName?:s SegmentObjectName?:s AddOnSubtitles?:AddOnSubtitle[] DrmInfo?:DrmInfo DefinitionType?:s SubtitleTemplate?:SubtitleTemplate StdExtInfo?:s KeyPTSList?:i[] AddOnAudios?:AddOnAudio[] StdExtStreamInfos?:AdaptiveStreamTemplate[]
AdaptiveDynamicStreamingTemplate Definition?:u Type?:s Name?:s Comment?:s Format?:s StreamInfos?:AdaptiveStreamTemplate[] DisableHigherVideoBitrate?:u DisableHigherVideoResolution?:u CreateTime?:s UpdateTime?:s PureAudio?:u SegmentType?:s
AdaptiveStreamTemplate Audio:AudioTemplateInfo Video?:VideoTemplateInfo RemoveAudio?:u RemoveVideo?:u AudioList?:AudioTemplateInfo[]
AddBlindWatermarkConfig Switch?:s EmbedInfo?:BlindWatermarkEmbedInfo
AddOnAudio InputInfo:MediaInputInfo AudioName?:s AudioLanguage?:s DefaultTrack?:b
AddOnImageInput Type?:s Image?:MediaInputInfo
AddOnParameter ImageSet?:AddOnImageInput[] OutputConfig?:ImageProcessOutputConfig ExtPrompt?:ImageProcessPrompt[]
AddOnSubtitle Type?:s Subtitle?:MediaInputInfo SubtitleName?:s SubtitleLanguage?:s OutputFormat?:s DefaultTrack?:b
AdvancedSuperResolutionConfig Switch?:s Type?:s Mode?:s Percent?:f Width?:i Height?:i LongSide?:i ShortSide?:i
AgentStoreCosParam CosBucketName?:s CosBucketRegion?:s CosBucketPath?:s
AiAnalysisResult Type?:s ClassificationTask?:AiAnalysisTaskClassificationResult CoverTask?:AiAnalysisTaskCoverResult TagTask?:AiAnalysisTaskTagResult FrameTagTask?:AiAnalysisTaskFrameTagResult HighlightTask?:AiAnalysisTaskHighlightResult DeLogoTask?:AiAnalysisTaskDelLogoResult SegmentTask?:AiAnalysisTaskSegmentResult HeadTailTask?:AiAnalysisTaskHeadTailResult DescriptionTask?:AiAnalysisTaskDescriptionResult HorizontalToVerticalTask?:AiAnalysisTaskHorizontalToVerticalResult DubbingTask?:AiAnalysisTaskDubbingResult VideoRemakeTask?:AiAnalysisTaskVideoRemakeResult VideoComprehensionTask?:AiAnalysisTaskVideoComprehensionResult CutoutTask?:AiAnalysisTaskCutoutResult ReelTask?:AiAnalysisTaskReelResult
AiAnalysisTaskClassificationInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskClassificationOutput ClassificationSet:MediaAiAnalysisClassificationItem[]
AiAnalysisTaskClassificationResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskClassificationInput Output?:AiAnalysisTaskClassificationOutput
AiAnalysisTaskCoverInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskCoverOutput CoverSet:MediaAiAnalysisCoverItem[] OutputStorage:TaskOutputStorage
AiAnalysisTaskCoverResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskCoverInput Output?:AiAnalysisTaskCoverOutput
AiAnalysisTaskCutoutInput Definition:u ExtendedParameter?:s
AiAnalysisTaskCutoutOutput Path?:s OutputStorage?:TaskOutputStorage
AiAnalysisTaskCutoutResult Status?:s ErrCodeExt?:s Message?:s Input?:AiAnalysisTaskCutoutInput Output?:AiAnalysisTaskCutoutOutput Progress?:u BeginProcessTime?:s FinishTime?:s
AiAnalysisTaskDelLogoInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskDelLogoOutput Path?:s OutputStorage?:TaskOutputStorage OriginSubtitlePath?:s TranslateSubtitlePath?:s SubtitlePos?:SubtitlePosition VoiceClonedVideo?:s VoiceClonedMarkFile?:s ErasedVideoPath?:s DubbingEditInfoUrl?:s FileId?:s OriginSubtitleFileId?:s TranslateSubtitleFileId?:s
AiAnalysisTaskDelLogoResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskDelLogoInput Output?:AiAnalysisTaskDelLogoOutput
AiAnalysisTaskDescriptionInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskDescriptionOutput DescriptionSet:MediaAiAnalysisDescriptionItem[]
AiAnalysisTaskDescriptionResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskDescriptionInput Output?:AiAnalysisTaskDescriptionOutput
AiAnalysisTaskDubbingInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskDubbingOutput VideoPath?:s SpeakerPath?:s VoiceId?:s OutputStorage?:TaskOutputStorage ExtraOutput?:s VideoFileId?:s SpeakerFileId?:s
AiAnalysisTaskDubbingResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskDubbingInput Output?:AiAnalysisTaskDubbingOutput
AiAnalysisTaskFrameTagInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskFrameTagOutput SegmentSet:MediaAiAnalysisFrameTagSegmentItem[]
AiAnalysisTaskFrameTagResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskFrameTagInput Output?:AiAnalysisTaskFrameTagOutput
AiAnalysisTaskHeadTailInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskHeadTailOutput HeadTimeOffset?:f TailTimeOffset?:f
AiAnalysisTaskHeadTailResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskHeadTailInput Output?:AiAnalysisTaskHeadTailOutput
AiAnalysisTaskHighlightInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskHighlightOutput HighlightSet?:MediaAiAnalysisHighlightItem[] OutputStorage?:TaskOutputStorage
AiAnalysisTaskHighlightResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskHighlightInput Output?:AiAnalysisTaskHighlightOutput
AiAnalysisTaskHorizontalToVerticalInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskHorizontalToVerticalOutput Path?:s OutputStorage?:TaskOutputStorage Confidence?:f
AiAnalysisTaskHorizontalToVerticalResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskHorizontalToVerticalInput Output?:AiAnalysisTaskHorizontalToVerticalOutput
AiAnalysisTaskInput Definition:u ExtendedParameter?:s
AiAnalysisTaskReelInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskReelOutput VideoPath?:s VideoPaths?:s[] ScriptPath?:s OutputStorage?:TaskOutputStorage
AiAnalysisTaskReelResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskReelInput Output?:AiAnalysisTaskReelOutput ErrCodeExt?:s Progress?:u BeginProcessTime?:s FinishTime?:s
AiAnalysisTaskSegmentInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskSegmentOutput SegmentSet?:SegmentRecognitionItem[] Abstract?:s
AiAnalysisTaskSegmentResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskSegmentInput Output?:AiAnalysisTaskSegmentOutput
AiAnalysisTaskTagInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskTagOutput TagSet:MediaAiAnalysisTagItem[]
AiAnalysisTaskTagResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskTagInput Output?:AiAnalysisTaskTagOutput
AiAnalysisTaskVideoComprehensionInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskVideoComprehensionOutput VideoComprehensionAnalysisResult?:s VideoComprehensionExtInfo?:s VideoComprehensionResultList?:VideoComprehensionResultItem[]
AiAnalysisTaskVideoComprehensionResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskVideoComprehensionInput Output?:AiAnalysisTaskVideoComprehensionOutput ErrCodeExt?:s Progress?:u BeginProcessTime?:s FinishTime?:s
AiAnalysisTaskVideoRemakeInput Definition?:u ExtendedParameter?:s
AiAnalysisTaskVideoRemakeOutput Path?:s OutputStorage?:TaskOutputStorage
AiAnalysisTaskVideoRemakeResult Status?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskVideoRemakeInput Output?:AiAnalysisTaskVideoRemakeOutput
AiContentReviewResult Type:s SampleRate:f Duration:f PornTask:AiReviewTaskPornResult TerrorismTask:AiReviewTaskTerrorismResult PoliticalTask:AiReviewTaskPoliticalResult PornAsrTask:AiReviewTaskPornAsrResult PornOcrTask:AiReviewTaskPornOcrResult PoliticalAsrTask:AiReviewTaskPoliticalAsrResult PoliticalOcrTask:AiReviewTaskPoliticalOcrResult TerrorismOcrTask:AiReviewTaskTerrorismOcrResult ProhibitedAsrTask:AiReviewTaskProhibitedAsrResult ProhibitedOcrTask:AiReviewTaskProhibitedOcrResult
AiContentReviewTaskInput Definition:u
AiCutoutConfig Switch?:s Type?:s PatternConfig?:PatternConfig Model?:s
AiDramaInput Script:s Style:s Ratio:s Resolution:s
AiExpansionConfig Switch?:s AspectRatio?:s Width?:i Height?:i
AiFissionInput ImageUrls:s[] Text?:s
AiParagraphInfo Summary?:s Title?:s Keywords?:s[] StartTimeOffset?:f EndTimeOffset?:f
AiPosterSuiteConfig Mode?:s Definition?:i Recipe?:RecipeItem[] Language?:s PanelRatio?:s PanelResolution?:s CustomVariables?:CustomVariable[] Model?:s
AiQualityControlTaskInput Definition?:u ChannelExtPara?:s
AiRecognitionResult Type?:s FaceTask?:AiRecognitionTaskFaceResult AsrWordsTask?:AiRecognitionTaskAsrWordsResult AsrFullTextTask?:AiRecognitionTaskAsrFullTextResult OcrWordsTask?:AiRecognitionTaskOcrWordsResult OcrFullTextTask?:AiRecognitionTaskOcrFullTextResult TransTextTask?:AiRecognitionTaskTransTextResult ObjectTask?:AiRecognitionTaskObjectResult
AiRecognitionTaskAsrFullTextResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskAsrFullTextResultInput Output?:AiRecognitionTaskAsrFullTextResultOutput Progress?:u
AiRecognitionTaskAsrFullTextResultInput Definition?:i
AiRecognitionTaskAsrFullTextResultOutput SegmentSet?:AiRecognitionTaskAsrFullTextSegmentItem[] SubtitlePath?:s OutputStorage?:TaskOutputStorage
AiRecognitionTaskAsrFullTextSegmentItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f Text?:s Wordlist?:WordResult[]
AiRecognitionTaskAsrWordsResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskAsrWordsResultInput Output?:AiRecognitionTaskAsrWordsResultOutput
AiRecognitionTaskAsrWordsResultInput Definition?:i
AiRecognitionTaskAsrWordsResultItem Word?:s SegmentSet?:AiRecognitionTaskAsrWordsSegmentItem[]
AiRecognitionTaskAsrWordsResultOutput ResultSet:AiRecognitionTaskAsrWordsResultItem[]
AiRecognitionTaskAsrWordsSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f
AiRecognitionTaskFaceResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskFaceResultInput Output?:AiRecognitionTaskFaceResultOutput
AiRecognitionTaskFaceResultInput Definition?:i
AiRecognitionTaskFaceResultItem Id?:s Type?:s Name?:s SegmentSet?:AiRecognitionTaskFaceSegmentItem[] Gender?:s Birthday?:s Profession?:s SchoolOfGraduation?:s Abstract?:s PlaceOfBirth?:s PersonType?:s Remark?:s Url?:s
AiRecognitionTaskFaceResultOutput ResultSet:AiRecognitionTaskFaceResultItem[]
AiRecognitionTaskFaceSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f AreaCoordSet?:i[]
AiRecognitionTaskInput Definition:u UserExtPara?:s
AiRecognitionTaskObjectResult Status?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskObjectResultInput Output?:AiRecognitionTaskObjectResultOutput
AiRecognitionTaskObjectResultInput Definition?:i
AiRecognitionTaskObjectResultItem Name?:s SegmentSet?:AiRecognitionTaskObjectSeqmentItem[]
AiRecognitionTaskObjectResultOutput ResultSet:AiRecognitionTaskObjectResultItem[]
AiRecognitionTaskObjectSeqmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f AreaCoordSet?:i[]
AiRecognitionTaskOcrFullTextResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskOcrFullTextResultInput Output?:AiRecognitionTaskOcrFullTextResultOutput
AiRecognitionTaskOcrFullTextResultInput Definition?:i
AiRecognitionTaskOcrFullTextResultOutput SegmentSet:AiRecognitionTaskOcrFullTextSegmentItem[]
AiRecognitionTaskOcrFullTextSegmentItem StartTimeOffset?:f EndTimeOffset?:f TextSet?:AiRecognitionTaskOcrFullTextSegmentTextItem[]
AiRecognitionTaskOcrFullTextSegmentTextItem Confidence?:f AreaCoordSet?:i[] Text?:s
AiRecognitionTaskOcrWordsResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskOcrWordsResultInput Output?:AiRecognitionTaskOcrWordsResultOutput
AiRecognitionTaskOcrWordsResultInput Definition?:i
AiRecognitionTaskOcrWordsResultItem Word?:s SegmentSet?:AiRecognitionTaskOcrWordsSegmentItem[]
AiRecognitionTaskOcrWordsResultOutput ResultSet:AiRecognitionTaskOcrWordsResultItem[]
AiRecognitionTaskOcrWordsSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f AreaCoordSet?:i[]
AiRecognitionTaskTransTextResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskTransTextResultInput Output?:AiRecognitionTaskTransTextResultOutput Progress?:u
AiRecognitionTaskTransTextResultInput Definition?:i
AiRecognitionTaskTransTextResultOutput SegmentSet?:AiRecognitionTaskTransTextSegmentItem[] SubtitlePath?:s
AiRecognitionTaskTransTextSegmentItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f Text?:s Trans?:s Wordlist?:WordResult[]
AiRestorationConfig Switch?:s Type?:s
AiReviewPoliticalAsrTaskInput Definition:u
AiReviewPoliticalAsrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewAsrTextSegmentItem[]
AiReviewPoliticalOcrTaskInput Definition:u
AiReviewPoliticalOcrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewOcrTextSegmentItem[]
AiReviewPoliticalTaskInput Definition:u
AiReviewPoliticalTaskOutput Confidence?:f Suggestion?:s Label?:s SegmentSet?:MediaContentReviewPoliticalSegmentItem[]
AiReviewPornAsrTaskInput Definition?:u
AiReviewPornAsrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewAsrTextSegmentItem[]
AiReviewPornOcrTaskInput Definition?:u
AiReviewPornOcrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewOcrTextSegmentItem[]
AiReviewPornTaskInput Definition:u
AiReviewPornTaskOutput Confidence?:f Suggestion?:s Label?:s SegmentSet?:MediaContentReviewSegmentItem[]
AiReviewProhibitedAsrTaskInput Definition?:u
AiReviewProhibitedAsrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewAsrTextSegmentItem[]
AiReviewProhibitedOcrTaskInput Definition?:u
AiReviewProhibitedOcrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewOcrTextSegmentItem[]
AiReviewTaskPoliticalAsrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewPoliticalAsrTaskInput Output?:AiReviewPoliticalAsrTaskOutput
AiReviewTaskPoliticalOcrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewPoliticalOcrTaskInput Output?:AiReviewPoliticalOcrTaskOutput
AiReviewTaskPoliticalResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewPoliticalTaskInput Output?:AiReviewPoliticalTaskOutput
AiReviewTaskPornAsrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewPornAsrTaskInput Output?:AiReviewPornAsrTaskOutput
AiReviewTaskPornOcrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewPornOcrTaskInput Output?:AiReviewPornOcrTaskOutput
AiReviewTaskPornResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewPornTaskInput Output?:AiReviewPornTaskOutput
AiReviewTaskProhibitedAsrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewProhibitedAsrTaskInput Output?:AiReviewProhibitedAsrTaskOutput
AiReviewTaskProhibitedOcrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewProhibitedOcrTaskInput Output?:AiReviewProhibitedOcrTaskOutput
AiReviewTaskTerrorismOcrResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewTerrorismOcrTaskInput Output?:AiReviewTerrorismOcrTaskOutput
AiReviewTaskTerrorismResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiReviewTerrorismTaskInput Output?:AiReviewTerrorismTaskOutput
AiReviewTerrorismOcrTaskInput Definition:u
AiReviewTerrorismOcrTaskOutput Confidence?:f Suggestion?:s SegmentSet?:MediaContentReviewOcrTextSegmentItem[]
AiReviewTerrorismTaskInput Definition:u
AiReviewTerrorismTaskOutput Confidence:f Suggestion:s Label:s SegmentSet:MediaContentReviewSegmentItem[]
AiSampleFaceInfo FaceId?:s Url?:s
AiSampleFaceOperation Type:s FaceIds?:s[] FaceContents?:s[]
AiSampleFailFaceInfo Index?:u ErrCode?:i Message?:s
AiSamplePerson PersonId?:s Name?:s Description?:s FaceInfoSet?:AiSampleFaceInfo[] TagSet?:s[] UsageSet?:s[] CreateTime?:s UpdateTime?:s
AiSampleTagOperation Type:s Tags:s[]
AiSampleWord Keyword?:s TagSet?:s[] UsageSet?:s[] CreateTime?:s UpdateTime?:s
AiSampleWordInfo Keyword:s Tags?:s[]
AiStoryboardConfig Switch?:s ProcessIndex?:i
AiTryOnConfig Model:s Prompt?:s Resolution?:s
AigcAudioExtraParam ResourceId?:s
AigcAudioOutputAudioInfo Url?:s Duration?:i
AigcAudioOutputVideoInfo Url?:s Duration?:i
AigcAudioReferenceAudioInfo AudioUrl?:s
AigcAudioReferenceVideoInfo VideoUrl?:s
AigcImageExtraParam AspectRatio?:s Resolution?:s LogoAdd?:i OutputFormat?:s
AigcImageInfo ImageUrl?:s ReferenceType?:s
AigcStoreCosParam CosBucketName?:s CosBucketRegion?:s CosBucketPath?:s
AigcTaskListItem TaskId?:s TaskType?:s TaskStatus?:s CreateTime?:s ScheduledTime?:s FinishedTime?:s Urls?:s[] TaskResultCode?:i TaskResultMsg?:s Resolution?:s Ratio?:s RequestBody?:s
AigcVideoExtraParam Resolution?:s AspectRatio?:s LogoAdd?:i EnableAudio?:b OffPeak?:b EnableBgm?:b
AigcVideoReferenceAudioInfo AudioUrl?:s
AigcVideoReferenceImageInfo ImageUrl?:s ReferenceType?:s
AigcVideoReferenceVideoInfo VideoUrl?:s ReferType?:s KeepOriginalSound?:s
AliasValueConf Alias?:s Value?:s
AnimatedGraphicTaskInput Definition:u StartTimeOffset:f EndTimeOffset:f OutputStorage?:TaskOutputStorage OutputObjectPath?:s ExtInfo?:s
AnimatedGraphicsTemplate Definition?:u Type?:s Name?:s Comment?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s Fps?:u Quality?:f CreateTime?:s UpdateTime?:s
ArtifactRepairConfig Switch?:s Type?:s
AsrFullTextConfigureInfo Switch:s SubtitleFormat?:s SourceLanguage?:s
AsrFullTextConfigureInfoForUpdate Switch?:s SubtitleFormat?:s SourceLanguage?:s
AsrHotWordsConfigure Switch?:s LibraryId?:s
AsrHotwordsSet HotwordsId?:s Status?:u Name?:s WordCount?:u FileName?:s CreateTime?:s UpdateTime?:s Type?:u
AsrHotwordsSetItem Id?:u Text?:s Weight?:i
AsrWordsConfigureInfo Switch:s LabelSet?:s[]
AsrWordsConfigureInfoForUpdate Switch?:s LabelSet?:s[]
AssemblyUsageDetail ChannelID?:s Date?:s StartTime?:s EndTime?:s Duration?:i ChannelTier?:s ChannelName?:s
AssemblyUsageInfo AssemblyUsageDetails?:AssemblyUsageDetail[] SumBasicChannelDuration?:i SumStandardChannelDuration?:i
AudioBeautifyConfig Switch?:s Types?:s[]
AudioDenoiseConfig Switch?:s
AudioEnhanceConfig Denoise?:AudioDenoiseConfig Separate?:AudioSeparateConfig VolumeBalance?:VolumeBalanceConfig Beautify?:AudioBeautifyConfig
AudioSeparateConfig Switch?:s Type?:s Track?:s
AudioTemplateInfo Codec:s Bitrate:i SampleRate:u AudioChannel?:i TrackChannelInfo?:AudioTrackChannelInfo AudioLanguage?:s AudioName?:s DefaultTrack?:b
AudioTemplateInfoForUpdate Codec?:s Bitrate?:i SampleRate?:u AudioChannel?:i StreamSelects?:i[]
AudioTrackChannelInfo ChannelsRemix?:i SelectType?:s InputTrackInfo?:TrackInfo[]
AwsS3FileUploadTrigger S3Bucket:s S3Region:s Dir?:s Formats?:s[] S3SecretId?:s S3SecretKey?:s AwsSQS?:AwsSQS
AwsSQS SQSRegion:s SQSQueueName:s S3SecretId?:s S3SecretKey?:s
BatchDeleteStreamLinkFlowRequest EventId:s FlowIds?:s[]
BatchDeleteStreamLinkFlowResponse RequestId?:s
BatchProcessMediaRequest InputInfo:MediaInputInfo[] OutputStorage?:TaskOutputStorage OutputDir?:s SmartSubtitlesTask?:SmartSubtitlesTaskInput TaskNotifyConfig?:TaskNotifyConfig TasksPriority?:i SessionContext?:s ResourceId?:s SkipMateData?:i TaskMode?:s
BatchProcessMediaResponse TaskId?:s RequestId?:s
BatchSmartSubtitlesResult Input?:SmartSubtitleTaskResultInput Outputs?:SmartSubtitleTaskBatchOutput[]
BatchStartStreamLinkFlowRequest EventId:s FlowIds?:s[]
BatchStartStreamLinkFlowResponse RequestId?:s
BatchStopStreamLinkFlowRequest EventId:s FlowIds?:s[]
BatchStopStreamLinkFlowResponse RequestId?:s
BatchSubTaskResult InputInfos?:MediaInputInfo[] Metadatas?:MediaMetaData[] SmartSubtitlesTaskResult?:BatchSmartSubtitlesResult
BeautyConfig BeautyEffectItems?:BeautyEffectItemConfig[] BeautyFilterItems?:BeautyFilterItemConfig[]
BeautyEffectItemConfig Type:s Switch?:s Value?:i ResourcePath?:s ExtInfo?:s
BeautyFilterItemConfig Type:s Switch?:s Value?:i
BlindWatermarkConfig AddBlindWatermark?:AddBlindWatermarkConfig ExtractBlindWatermark?:ExtractBlindWatermarkConfig RemoveBlindWatermark?:RemoveBlindWatermarkConfig
BlindWatermarkEmbedInfo EmbedText?:s
BlindWatermarkInput Definition:u
BlindWatermarkTemplate Definition?:i Type?:s Name?:s TextContent?:s Comment?:s CreateTime?:s UpdateTime?:s Strength?:s
ChangeVoiceRequest AudioData?:s AudioUrl?:s VoiceId?:s Output?:SyncDubbingOutputOption ExtParam?:s
ChangeVoiceResponse ErrorCode?:i Msg?:s AudioData?:s AudioUrl?:s RequestId?:s
ChannelAlertResp ProgramAlertCounts?:ProgramAlertCounts[] ProgramAlertInfos?:ProgramAlertInfos[]
ClassificationConfigureInfo Switch:s
ClassificationConfigureInfoForUpdate Switch?:s
ClipRangeInfo Type?:s Offset?:u StartOffset?:u EndOffset?:u
CloneViralAIGC Duration?:i AspectRatio?:s Resolution?:s ModelTier?:s
CloneViralContent UserPrompt?:s Language?:s Market?:s FissionLevel?:s
CloneViralPersona Gender?:s Age?:s Ethnicity?:s BodyType?:s
CloneViralProduct Images:s[] Name?:s Description?:s
CloneViralRequest VideoUrl:s Product:CloneViralProduct AIGCParam?:CloneViralAIGC ContentParam?:CloneViralContent Persona?:CloneViralPersona
CloneViralResponse Status?:s Message?:s TaskId?:s RequestId?:s
CloneVoiceRequest AudioData?:s AudioUrl?:s AudioLang?:s VoiceProfile?:VoiceProfile Text?:s TextLang?:s Output?:SyncDubbingOutputOption ExtParam?:s
CloneVoiceResponse ErrorCode?:i Msg?:s VoiceId?:s AudioData?:s AudioUrl?:s ExtInfo?:s RequestId?:s
ColorEnhanceConfig Switch?:s Type?:s
ComposeAudioItem SourceMedia:ComposeSourceMedia TrackTime?:ComposeTrackTime AudioOperations?:ComposeAudioOperation[]
ComposeAudioOperation Type:s Volume?:f
ComposeAudioStream Codec?:s SampleRate?:i AudioChannel?:i Bitrate?:i
ComposeCanvas Color?:s Width?:i Height?:i
ComposeEmptyItem Duration:s
ComposeImageItem SourceMedia:ComposeSourceMedia TrackTime?:ComposeTrackTime XPos?:s YPos?:s Width?:s Height?:s ImageOperations?:ComposeImageOperation[]
ComposeImageOperation Type:s RotateAngle?:f FlipType?:s
ComposeMediaConfig TargetInfo?:ComposeTargetInfo Canvas?:ComposeCanvas Styles?:ComposeStyles[] Tracks?:ComposeMediaTrack[]
ComposeMediaItem Type:s Video?:ComposeVideoItem Audio?:ComposeAudioItem Image?:ComposeImageItem Transition?:ComposeTransitionItem Subtitle?:ComposeSubtitleItem Empty?:ComposeEmptyItem
ComposeMediaTrack Type:s Items:ComposeMediaItem[]
ComposeSourceMedia FileId:s StartTime?:s EndTime?:s
ComposeStyles Id:s Type:s Subtitle?:ComposeSubtitleStyle
ComposeSubtitleItem StyleId:s Text:s TrackTime?:ComposeTrackTime
ComposeSubtitleStyle Height?:s MarginBottom?:s FontType?:s FontSize?:s FontBold?:i FontItalic?:i FontColor?:s FontAlign?:s FontAlignMargin?:s BorderWidth?:s BorderColor?:s BottomColor?:s
ComposeTargetInfo Container?:s RemoveVideo?:i RemoveAudio?:i VideoStream?:ComposeVideoStream AudioStream?:ComposeAudioStream
ComposeTrackTime Start?:s Duration?:s
ComposeTransitionItem Duration?:s Transitions?:ComposeTransitionOperation[]
ComposeTransitionOperation Type:s
ComposeVideoItem SourceMedia:ComposeSourceMedia TrackTime?:ComposeTrackTime XPos?:s YPos?:s Width?:s Height?:s ImageOperations?:ComposeImageOperation[] AudioOperations?:ComposeAudioOperation[]
ComposeVideoStream Codec?:s Fps?:i Bitrate?:i
ConfigAliasesInfo ParamName?:s AliasValueList?:AliasValueConf[]
ContainerDiagnoseResultItem Category?:s Type?:s SeverityLevel?:s DateTimeSet?:s[] TimestampSet?:f[]
ContentReviewTemplateItem Definition?:i Name?:s Comment?:s PornConfigure?:PornConfigureInfo TerrorismConfigure?:TerrorismConfigureInfo PoliticalConfigure?:PoliticalConfigureInfo ProhibitedConfigure?:ProhibitedConfigureInfo UserDefineConfigure?:UserDefineConfigureInfo CreateTime?:s UpdateTime?:s Type?:s
CosFileUploadTrigger Bucket:s Region:s Dir?:s Formats?:s[]
CosInputInfo Bucket:s Region:s Object:s
CosOutputStorage Bucket?:s Region?:s
CoverConfigureInfo Switch:s
CoverConfigureInfoForUpdate Switch?:s
CreateAIAnalysisTemplateRequest Name?:s Comment?:s ClassificationConfigure?:ClassificationConfigureInfo TagConfigure?:TagConfigureInfo CoverConfigure?:CoverConfigureInfo FrameTagConfigure?:FrameTagConfigureInfo
CreateAIAnalysisTemplateResponse Definition?:i RequestId?:s
CreateAIRecognitionTemplateRequest Name?:s Comment?:s FaceConfigure?:FaceConfigureInfo OcrFullTextConfigure?:OcrFullTextConfigureInfo OcrWordsConfigure?:OcrWordsConfigureInfo AsrFullTextConfigure?:AsrFullTextConfigureInfo AsrWordsConfigure?:AsrWordsConfigureInfo TranslateConfigure?:TranslateConfigureInfo
CreateAIRecognitionTemplateResponse Definition?:i RequestId?:s
CreateAdaptiveDynamicStreamingTemplateRequest Format:s StreamInfos:AdaptiveStreamTemplate[] Name?:s DisableHigherVideoBitrate?:u DisableHigherVideoResolution?:u Comment?:s PureAudio?:u SegmentType?:s
CreateAdaptiveDynamicStreamingTemplateResponse Definition?:u RequestId?:s
CreateAgentRecordTaskRequest LiveRoomUrl:s MaxDurationMinutes:i StoreCosParam:AgentStoreCosParam StartTime?:s InterruptPolicy?:s
CreateAgentRecordTaskResponse TaskId?:s RequestId?:s
CreateAiDramaTaskRequest Input:AiDramaInput CosInfo?:VideoDramaCosInfo
CreateAiDramaTaskResponse TaskId?:s RequestId?:s
CreateAiFissionTaskRequest Input:AiFissionInput CosInfo?:VideoDramaCosInfo TaskInfo?:FissionTaskInfo
CreateAiFissionTaskResponse TaskId?:s RequestId?:s
CreateAigcAudioTaskRequest ModelName?:s ModelVersion?:s SceneType?:s Prompt?:s VideoInfos?:AigcAudioReferenceVideoInfo[] AudioInfos?:AigcAudioReferenceAudioInfo[] OutputAudioFormat?:s StoreCosParam?:AigcStoreCosParam ExtraParameters?:AigcAudioExtraParam AdditionalParameters?:s Operator?:s
CreateAigcAudioTaskResponse TaskId?:s RequestId?:s
CreateAigcImageTaskRequest ModelName?:s ModelVersion?:s SceneType?:s Prompt?:s NegativePrompt?:s EnhancePrompt?:b ImageInfos?:AigcImageInfo[] OutputImageCount?:i ExtraParameters?:AigcImageExtraParam AdditionalParameters?:s StoreCosParam?:AigcStoreCosParam Operator?:s
CreateAigcImageTaskResponse TaskId?:s RequestId?:s
CreateAigcVideoTaskRequest ModelName?:s ModelVersion?:s SceneType?:s Prompt?:s NegativePrompt?:s EnhancePrompt?:b ImageUrl?:s LastImageUrl?:s ImageInfos?:AigcVideoReferenceImageInfo[] VideoInfos?:AigcVideoReferenceVideoInfo[] AudioInfos?:AigcVideoReferenceAudioInfo[] Duration?:i ExtraParameters?:AigcVideoExtraParam StoreCosParam?:AigcStoreCosParam AdditionalParameters?:s Operator?:s
CreateAigcVideoTaskResponse TaskId?:s RequestId?:s
CreateAnimatedGraphicsTemplateRequest Fps:u Width?:u Height?:u ResolutionAdaptive?:s Format?:s Quality?:f Name?:s Comment?:s
CreateAnimatedGraphicsTemplateResponse Definition?:u RequestId?:s
CreateAsrHotwordsRequest Type:u Name:s Content?:s FileContent?:s FileName?:s
CreateAsrHotwordsResponse HotwordsId?:s RequestId?:s
CreateBlindWatermarkTemplateRequest Type:s TextContent:s Name?:s Comment?:s Strength?:s
CreateBlindWatermarkTemplateResponse Definition?:i RequestId?:s
CreateContentReviewTemplateRequest Name?:s Comment?:s PornConfigure?:PornConfigureInfo TerrorismConfigure?:TerrorismConfigureInfo PoliticalConfigure?:PoliticalConfigureInfo ProhibitedConfigure?:ProhibitedConfigureInfo UserDefineConfigure?:UserDefineConfigureInfo
CreateContentReviewTemplateResponse Definition?:i RequestId?:s
CreateDocToVideoTaskRequest Input:DocToVideoInput CosInfo?:DocToVideoCosInfo ResourceId?:s
CreateDocToVideoTaskResponse TaskId?:s RequestId?:s
CreateImageConfig Model:s Prompt:s Resolution?:s AspectRatio?:s AdditionalParameters?:s
CreateImageSpriteTemplateRequest SampleType:s SampleInterval:u RowCount:u ColumnCount:u Name?:s Width?:u Height?:u ResolutionAdaptive?:s FillType?:s Comment?:s Format?:s
CreateImageSpriteTemplateResponse Definition?:u RequestId?:s
CreateInput InputName:s Protocol:s Description?:s AllowIpList?:s[] SRTSettings?:CreateInputSRTSettings RTPSettings?:CreateInputRTPSettings FailOver?:s RTMPPullSettings?:CreateInputRTMPPullSettings RTSPPullSettings?:CreateInputRTSPPullSettings HLSPullSettings?:CreateInputHLSPullSettings ResilientStream?:ResilientStreamConf SecurityGroupIds?:s[] Zones?:s[] RISTSettings?:CreateInputRISTSettings InputRegion?:s FailOverOption?:FailOverOption
CreateInputHLSPullSettings SourceAddresses:HLSPullSourceAddress[]
CreateInputRISTSettings Mode?:s Profile?:s Buffer?:i
CreateInputRTMPPullSettings SourceAddresses:RTMPPullSourceAddress[]
CreateInputRTPSettings FEC?:s IdleTimeout?:i
CreateInputRTSPPullSettings SourceAddresses:RTSPPullSourceAddress[]
CreateInputSRTSettings Mode?:s StreamId?:s Latency?:i RecvLatency?:i PeerLatency?:i PeerIdleTimeout?:i Passphrase?:s PbKeyLen?:i SourceAddresses?:SRTSourceAddressReq[] FEC?:SRTFECSimpleOptions
CreateLiveRecordTemplateRequest HLSConfigure?:HLSConfigureInfo MP4Configure?:MP4ConfigureInfo Name?:s Comment?:s RecordType?:s
CreateLiveRecordTemplateResponse Definition?:i RequestId?:s
CreateMediaEvaluationRequest InputInfo:MediaInputInfo EvaluationTask:EvaluationTaskInput OutputStorage?:TaskOutputStorage OutputDir?:s TaskNotifyConfig?:TaskNotifyConfig TasksPriority?:i SessionId?:s SessionContext?:s
CreateMediaEvaluationResponse TaskId?:s RequestId?:s
CreateOutputInfo OutputName:s Description:s Protocol:s OutputRegion:s OutputType?:s OutputKind?:s SRTSettings?:CreateOutputSRTSettings RTMPSettings?:CreateOutputRTMPSettings RTPSettings?:CreateOutputInfoRTPSettings AllowIpList?:s[] MaxConcurrent?:u SecurityGroupIds?:s[] Zones?:s[] RISTSettings?:CreateOutputRistSettings PidSelector?:PidSelector StreamSelector?:StreamSelector
CreateOutputInfoRTPSettings Destinations:CreateOutputRTPSettingsDestinations[] FEC:s IdleTimeout:i
CreateOutputRTMPSettings Destinations:CreateOutputRtmpSettingsDestinations[] ChunkSize?:i
CreateOutputRTPSettingsDestinations Ip:s Port:i
CreateOutputRistSettings Mode?:s Profile?:s Buffer?:i
CreateOutputRtmpSettingsDestinations Url:s StreamKey:s
CreateOutputSRTSettings Destinations:CreateOutputSRTSettingsDestinations[] StreamId?:s Latency?:i RecvLatency?:i PeerLatency?:i PeerIdleTimeout?:i Passphrase?:s PbKeyLen?:i Mode?:s FEC?:SRTFECFullOptions
CreateOutputSRTSettingsDestinations Ip:s Port:i
CreatePersonSampleRequest Name:s Usages:s[] Description?:s FaceContents?:s[] Tags?:s[]
CreatePersonSampleResponse Person?:AiSamplePerson FailFaceInfoSet?:AiSampleFailFaceInfo[] RequestId?:s
CreateProcessImageTemplateRequest ProcessImageTemplate:ImageTaskInput Name?:s Comment?:s StdExtInfo?:s
CreateProcessImageTemplateResponse Definition?:i RequestId?:s
CreateProjectRequest ProjectName:s TermBase?:TermBase[] Description?:s Speakers?:Speakers[]
CreateProjectResponse ProjectId?:s RequestId?:s
CreateQualityControlTemplateRequest Name:s QualityControlItemSet:QualityControlItemConfig[] Comment?:s RecordFormat?:s Strategy?:QualityControlStrategy
CreateQualityControlTemplateResponse Definition?:i RequestId?:s
CreateSampleSnapshotTemplateRequest SampleType:s SampleInterval:u Name?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s Comment?:s FillType?:s
CreateSampleSnapshotTemplateResponse Definition?:u RequestId?:s
CreateScheduleRequest ScheduleName:s Trigger:WorkflowTrigger Activities:Activity[] OutputStorage?:TaskOutputStorage OutputDir?:s TaskNotifyConfig?:TaskNotifyConfig ResourceId?:s
CreateScheduleResponse ScheduleId?:i RequestId?:s
CreateSmartEraseTemplateRequest Name:s EraseType:s Comment?:s EraseSubtitleConfig?:SmartEraseSubtitleConfig EraseWatermarkConfig?:SmartEraseWatermarkConfig ErasePrivacyConfig?:SmartErasePrivacyConfig
CreateSmartEraseTemplateResponse Definition?:i RequestId?:s
CreateSmartSubtitleTemplateRequest Name:s VideoSrcLanguage:s SubtitleType:i Comment?:s SubtitleFormat?:s AsrHotWordsConfigure?:AsrHotWordsConfigure TranslateSwitch?:s TranslateDstLanguage?:s ProcessType?:u SelectingSubtitleAreasConfig?:SelectingSubtitleAreasConfig SubtitleEmbedId?:i SpeakerMode?:i SpeakerLabel?:i
CreateSmartSubtitleTemplateResponse Definition?:i RequestId?:s
CreateSnapshotByTimeOffsetTemplateRequest Name?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s Comment?:s FillType?:s
CreateSnapshotByTimeOffsetTemplateResponse Definition?:u RequestId?:s
CreateStreamLinkEventRequest EventName:s Description?:s
CreateStreamLinkEventResponse Info?:DescribeEvent RequestId?:s
CreateStreamLinkFlowRequest FlowName:s MaxBandwidth:i InputGroup?:CreateInput[] EventId?:s OutputGroup?:CreateOutputInfo[]
CreateStreamLinkFlowResponse Info?:DescribeFlow RequestId?:s
CreateStreamLinkInputRequest FlowId:s InputGroup?:CreateInput[]
CreateStreamLinkInputResponse Info?:DescribeFlow RequestId?:s
CreateStreamLinkOutputInfoRequest FlowId:s Output:CreateOutputInfo
CreateStreamLinkOutputInfoResponse Info?:DescribeOutput RequestId?:s
CreateStreamLinkSecurityGroupRequest Name:s Whitelist:s[]
CreateStreamLinkSecurityGroupResponse Id?:s RequestId?:s
CreateStreamPackageLinearAssemblyChannelRequest Name:s Tier?:s PlaybackMode?:s TimeShiftEnable?:b TimeShiftConf?:TimeShiftInfo SlateConf?:SlateInfo Outputs?:OutputReq[]
CreateStreamPackageLinearAssemblyChannelResponse Info?:LinearAssemblyChannelInfo RequestId?:s
CreateStreamPackageLinearAssemblyProgramRequest Name:s AttachedChannel:s SourceType?:s SourceLocationId?:s SourceName?:s PlaybackConf?:PlaybackInfoReq AdBreaks?:AdBreakInfo[] VodAcquisitionMethod?:s
CreateStreamPackageLinearAssemblyProgramResponse Info?:LinearAssemblyProgramInfo RequestId?:s
CreateStreamPackageSSAIChannelRequest Name:s ContentSource:s SSAIInfo:SSAIConf
CreateStreamPackageSSAIChannelResponse Info?:SSAIChannelInfo RequestId?:s
CreateStreamPackageSourceLocationRequest Name:s BaseUrl:s SegmentDeliverEnable?:b SegmentDeliverConf?:SegmentDeliverInfo SegmentDeliverUsePackageEnable?:b
CreateStreamPackageSourceLocationResponse Info?:SourceLocationInfo RequestId?:s
CreateStreamPackageSourceRequest AttachedLocation:s Name:s Type:s PackageConfs?:SourcePackageConf[] SourceTags?:SourceTag[]
CreateStreamPackageSourceResponse Info?:SourceInfo RequestId?:s
CreateSubtitleEmbedTemplateRequest Name:s Comment?:s SubtitleEmbedConfig?:SubtitleEmbedConfig
CreateSubtitleEmbedTemplateResponse Definition?:i RequestId?:s
CreateTranscodeTemplateRequest Container:s Name?:s Comment?:s RemoveVideo?:i RemoveAudio?:i VideoTemplate?:VideoTemplateInfo AudioTemplate?:AudioTemplateInfo TEHDConfig?:TEHDConfig EnhanceConfig?:EnhanceConfig StdExtInfo?:s
CreateTranscodeTemplateResponse Definition?:i RequestId?:s
CreateVideoDatabaseEntryTaskRequest InputInfo:MediaInputInfo TaskNotifyConfig?:TaskNotifyConfig
CreateVideoDatabaseEntryTaskResponse TaskId?:s RequestId?:s
CreateVideoRedrawTaskRequest Input:VideoRedrawInput CosInfo?:VideoRedrawCosInfo TaskInfo?:VideoRedrawTaskInfo
CreateVideoRedrawTaskResponse TaskId?:s RequestId?:s
CreateVideoSearchTaskRequest SearchValueInput:SearchValueInput Limit?:u TaskNotifyConfig?:TaskNotifyConfig
CreateVideoSearchTaskResponse TaskId?:s RequestId?:s
CreateWatermarkTemplateRequest Type:s Name?:s Comment?:s CoordinateOrigin?:s XPos?:s YPos?:s ImageTemplate?:ImageWatermarkInput TextTemplate?:TextWatermarkTemplateInput SvgTemplate?:SvgWatermarkInput
CreateWatermarkTemplateResponse Definition?:i ImageUrl?:s RequestId?:s
CreateWordSamplesRequest Usages:s[] Words:AiSampleWordInfo[]
CreateWordSamplesResponse RequestId?:s
CreateWorkflowRequest WorkflowName:s Trigger:WorkflowTrigger OutputStorage?:TaskOutputStorage OutputDir?:s MediaProcessTask?:MediaProcessTaskInput AiContentReviewTask?:AiContentReviewTaskInput AiAnalysisTask?:AiAnalysisTaskInput AiRecognitionTask?:AiRecognitionTaskInput TaskNotifyConfig?:TaskNotifyConfig TaskPriority?:i
CreateWorkflowResponse WorkflowId?:i RequestId?:s
CustomModel Gender?:s Age?:s Appearance?:s BodyType?:s
CustomVariable Type?:s Description?:s
DashManifestInfo Windows?:i MinBufferTime?:i MinUpdatePeriod?:i SuggestedPresentationDelay?:i
DeleteAIAnalysisTemplateRequest Definition:i
DeleteAIAnalysisTemplateResponse RequestId?:s
DeleteAIRecognitionTemplateRequest Definition:i
DeleteAIRecognitionTemplateResponse RequestId?:s
DeleteAdaptiveDynamicStreamingTemplateRequest Definition:u
DeleteAdaptiveDynamicStreamingTemplateResponse RequestId?:s
DeleteAnimatedGraphicsTemplateRequest Definition:u
DeleteAnimatedGraphicsTemplateResponse RequestId?:s
DeleteAsrHotwordsRequest HotwordsId:s
DeleteAsrHotwordsResponse RequestId?:s
DeleteBlindWatermarkTemplateRequest Definition:i
DeleteBlindWatermarkTemplateResponse RequestId?:s
DeleteContentReviewTemplateRequest Definition:i
DeleteContentReviewTemplateResponse RequestId?:s
DeleteImageSpriteTemplateRequest Definition:u
DeleteImageSpriteTemplateResponse RequestId?:s
DeleteLiveRecordTemplateRequest Definition:i
DeleteLiveRecordTemplateResponse RequestId?:s
DeletePersonSampleRequest PersonId:s
DeletePersonSampleResponse RequestId?:s
DeleteProcessImageTemplateRequest Definition?:i
DeleteProcessImageTemplateResponse RequestId?:s
DeleteProjectRequest ProjectId:s
DeleteProjectResponse RequestId?:s
DeleteQualityControlTemplateRequest Definition:u
DeleteQualityControlTemplateResponse RequestId?:s
DeleteSampleSnapshotTemplateRequest Definition:u
DeleteSampleSnapshotTemplateResponse RequestId?:s
DeleteScheduleRequest ScheduleId:i
DeleteScheduleResponse RequestId?:s
DeleteSmartEraseTemplateRequest Definition:i
DeleteSmartEraseTemplateResponse RequestId?:s
DeleteSmartSubtitleTemplateRequest Definition:i
DeleteSmartSubtitleTemplateResponse RequestId?:s
DeleteSnapshotByTimeOffsetTemplateRequest Definition:u
DeleteSnapshotByTimeOffsetTemplateResponse RequestId?:s
DeleteStreamLinkEventRequest EventId:s
DeleteStreamLinkEventResponse RequestId?:s
DeleteStreamLinkFlowRequest FlowId:s
DeleteStreamLinkFlowResponse RequestId?:s
DeleteStreamLinkOutputRequest FlowId:s OutputId:s
DeleteStreamLinkOutputResponse RequestId?:s
DeleteStreamLinkSecurityGroupRequest Id:s
DeleteStreamLinkSecurityGroupResponse RequestId?:s
DeleteStreamPackageLinearAssemblyChannelRequest Id:s
DeleteStreamPackageLinearAssemblyChannelResponse RequestId?:s
DeleteStreamPackageLinearAssemblyChannelsRequest Ids:s[]
DeleteStreamPackageLinearAssemblyChannelsResponse RequestId?:s
DeleteStreamPackageLinearAssemblyProgramRequest Id:s
DeleteStreamPackageLinearAssemblyProgramResponse RequestId?:s
DeleteStreamPackageLinearAssemblyProgramsByChannelRequest ChannelID:s IDs:s[]
DeleteStreamPackageLinearAssemblyProgramsByChannelResponse RequestId?:s
DeleteStreamPackageLinearAssemblyProgramsRequest Ids:s[]
DeleteStreamPackageLinearAssemblyProgramsResponse RequestId?:s
DeleteStreamPackageSSAIChannelRequest ID:s
DeleteStreamPackageSSAIChannelResponse RequestId?:s
DeleteStreamPackageSourceLocationRequest Id:s
DeleteStreamPackageSourceLocationResponse RequestId?:s
DeleteStreamPackageSourceRequest Id:s
DeleteStreamPackageSourceResponse RequestId?:s
DeleteSubtitleEmbedTemplateRequest Definition:i
DeleteSubtitleEmbedTemplateResponse RequestId?:s
DeleteTranscodeTemplateRequest Definition:i
DeleteTranscodeTemplateResponse RequestId?:s
DeleteVoiceRequest VoiceId:s ExtParam?:s
DeleteVoiceResponse ErrorCode?:i Msg?:s RequestId?:s
DeleteWatermarkTemplateRequest Definition:i
DeleteWatermarkTemplateResponse RequestId?:s
DeleteWordSamplesRequest Keywords:s[]
DeleteWordSamplesResponse RequestId?:s
DeleteWorkflowRequest WorkflowId:i
DeleteWorkflowResponse RequestId?:s
DescribeAIAnalysisTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s Name?:s
DescribeAIAnalysisTemplatesResponse TotalCount?:u AIAnalysisTemplateSet?:AIAnalysisTemplateItem[] RequestId?:s
DescribeAIRecognitionTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s Name?:s
DescribeAIRecognitionTemplatesResponse TotalCount?:u AIRecognitionTemplateSet?:AIRecognitionTemplateItem[] RequestId?:s
DescribeAdaptiveDynamicStreamingTemplatesRequest Definitions?:u[] Offset?:u Limit?:u Type?:s PureAudio?:u Name?:s
DescribeAdaptiveDynamicStreamingTemplatesResponse TotalCount?:u AdaptiveDynamicStreamingTemplateSet?:AdaptiveDynamicStreamingTemplate[] RequestId?:s
DescribeAgentRecordTaskRequest TaskId:s
DescribeAgentRecordTaskResponse Status?:s ErrorMessage?:s RecordUrls?:s[] RequestId?:s
DescribeAigcAudioTaskRequest TaskId:s
DescribeAigcAudioTaskResponse Status?:s Message?:s AudioInfos?:AigcAudioOutputAudioInfo[] VideoInfos?:AigcAudioOutputVideoInfo[] RequestId?:s
DescribeAigcImageTaskRequest TaskId:s
DescribeAigcImageTaskResponse Status?:s ImageUrls?:s[] Message?:s RequestId?:s
DescribeAigcTaskListRequest PageNum?:i PageSize?:i QueryTaskFilter?:QueryTaskFilter
DescribeAigcTaskListResponse Total?:i PageNum?:i PageSize?:i Tasks?:AigcTaskListItem[] RequestId?:s
DescribeAigcTaskStatusRequest TaskId:s
DescribeAigcTaskStatusResponse TaskId?:s TaskStatus?:s OutputUrl?:s CreateTime?:s ScheduledTime?:s FinishedTime?:s TaskResultCode?:i TaskResultMsg?:s RequestBody?:s TaskType?:s RequestId?:s
DescribeAigcVideoTaskRequest TaskId:s
DescribeAigcVideoTaskResponse Status?:s VideoUrls?:s[] Resolution?:s Message?:s RequestId?:s
DescribeAnimatedGraphicsTemplatesRequest Definitions?:u[] Offset?:u Limit?:u Type?:s Name?:s
DescribeAnimatedGraphicsTemplatesResponse TotalCount?:u AnimatedGraphicsTemplateSet?:AnimatedGraphicsTemplate[] RequestId?:s
DescribeAsrHotwordsListRequest HotwordsId?:s Name?:s Offset?:u Limit?:u OrderType?:u OrderBy?:s Types?:u[]
DescribeAsrHotwordsListResponse TotalCount?:i Offset?:u Limit?:u AsrHotwordsSet?:AsrHotwordsSet[] RequestId?:s
DescribeAsrHotwordsRequest HotwordsId?:s Name?:s Offset?:u Limit?:u OrderBy?:s OrderType?:u
DescribeAsrHotwordsResponse HotwordsId?:s Status?:u Name?:s Type?:u FileName?:s HotWords?:AsrHotwordsSetItem[] Content?:s WordCount?:u Offset?:u Limit?:u CreateTime?:s UpdateTime?:s RequestId?:s
DescribeBatchTaskDetailRequest TaskId:s
DescribeBatchTaskDetailResponse TaskType?:s Status?:s CreateTime?:s BeginProcessTime?:s FinishTime?:s TaskId?:s BatchTaskResult?:BatchSubTaskResult TaskNotifyConfig?:TaskNotifyConfig TasksPriority?:i SessionId?:s SessionContext?:s ExtInfo?:s RequestId?:s
DescribeBlindWatermarkTemplatesRequest Definitions?:i[] Name?:s Type?:s Offset?:u Limit?:u
DescribeBlindWatermarkTemplatesResponse TotalCount?:u BlindWatermarkTemplateSet?:BlindWatermarkTemplate[] RequestId?:s
DescribeCloneViralTaskRequest TaskId:s
DescribeCloneViralTaskResponse Status?:s Message?:s VideoUrls?:s[] RequestId?:s
DescribeContentReviewTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s Name?:s
DescribeContentReviewTemplatesResponse TotalCount?:u ContentReviewTemplateSet?:ContentReviewTemplateItem[] RequestId?:s
DescribeDesignTaskRequest TaskId:s
DescribeDesignTaskResponse ErrorCode?:i Msg?:s Status?:s VoiceId?:s AudioUrl?:s ExtInfo?:s RequestId?:s
DescribeEvent EventName:s EventId:s CreateTime:s Description:s Status:u AttachedFlowGroup:DescribeFlowId[]
DescribeFlow FlowId?:s FlowName?:s State?:s MaxBandwidth?:i InputGroup?:DescribeInput[] OutputGroup?:DescribeOutput[] EventId?:s Region?:s AllowedInputProtocols?:s[] AllowedOutputProtocols?:s[]
DescribeFlowId FlowId:s Region:s
DescribeGroupAttachFlowsByIdRequest Id?:s
DescribeGroupAttachFlowsByIdResponse Infos?:FlowInOutResp[] RequestId?:s
DescribeHLSPullSourceAddress Url:s
DescribeImageSpriteTemplatesRequest Definitions?:u[] Offset?:u Limit?:u Type?:s Name?:s
DescribeImageSpriteTemplatesResponse TotalCount?:u ImageSpriteTemplateSet?:ImageSpriteTemplate[] RequestId?:s
DescribeImageTaskDetailRequest TaskId:s
DescribeImageTaskDetailResponse TaskType?:s Status?:s ErrCode?:i ErrMsg?:s Message?:s ImageProcessTaskResultSet?:ImageProcessTaskResult[] CreateTime?:s FinishTime?:s Definition?:i ImageTask?:ImageTaskInput InputInfo?:MediaInputInfo RequestId?:s
DescribeImageTasksRequest Status:s Limit?:u ScrollToken?:s StartTime?:s EndTime?:s SubTaskHasFailed?:b
DescribeImageTasksResponse TotalCount?:i ScrollToken?:s TaskSet?:ImageTaskInfo[] RequestId?:s
DescribeInput InputId?:s InputName?:s Description?:s Protocol?:s InputAddressList?:InputAddress[] AllowIpList?:s[] SRTSettings?:DescribeInputSRTSettings RTPSettings?:DescribeInputRTPSettings InputRegion?:s RTMPSettings?:DescribeInputRTMPSettings FailOver?:s RTMPPullSettings?:DescribeInputRTMPPullSettings RTSPPullSettings?:DescribeInputRTSPPullSettings HLSPullSettings?:DescribeInputHLSPullSettings ResilientStream?:ResilientStreamConf SecurityGroupIds?:s[] Zones?:s[] RISTSettings?:DescribeInputRISTSettings StreamUrls?:StreamUrlDetail[]
DescribeInputHLSPullSettings SourceAddresses:DescribeHLSPullSourceAddress[]
DescribeInputRISTSettings Mode?:s Profile?:s Buffer?:i
DescribeInputRTMPPullSettings SourceAddresses:DescribeRTMPPullSourceAddress[]
DescribeInputRTMPSettings AppName:s StreamKey:s
DescribeInputRTPSettings FEC:s IdleTimeout:i
DescribeInputRTSPPullSettings SourceAddresses:DescribeRTSPPullSourceAddress[]
DescribeInputSRTSettings Mode?:s StreamId?:s Latency?:i RecvLatency?:i PeerLatency?:i PeerIdleTimeout?:i Passphrase?:s PbKeyLen?:i SourceAddresses?:SRTSourceAddressResp[] FEC?:SRTFECSimpleOptions
DescribeLiveRecordTemplatesRequest Definitions?:i[] Offset?:i Limit?:i Type?:s Name?:s
DescribeLiveRecordTemplatesResponse TotalCount?:i LiveRecordTemplateSet?:LiveRecordTemplate[] RequestId?:s
DescribeMDPMPSUserInfoRequest
DescribeMDPMPSUserInfoResponse Status?:s RequestId?:s
DescribeMediaMetaDataRequest InputInfo:MediaInputInfo Mode?:s
DescribeMediaMetaDataResponse MetaData?:MediaMetaData RequestId?:s
DescribeOutput OutputId?:s OutputName?:s OutputType?:s OutputKind?:s Description?:s Protocol?:s OutputAddressList?:OutputAddress[] OutputRegion?:s SRTSettings?:DescribeOutputSRTSettings RTPSettings?:DescribeOutputRTPSettings RTMPSettings?:DescribeOutputRTMPSettings RTMPPullSettings?:DescribeOutputRTMPPullSettings AllowIpList?:s[] RTSPPullSettings?:DescribeOutputRTSPPullSettings HLSPullSettings?:DescribeOutputHLSPullSettings MaxConcurrent?:u SecurityGroupIds?:s[] Zones?:s[] RISTSettings?:DescribeOutputRISTSettings PidSelector?:PidSelector StreamUrls?:StreamUrlDetail[] StreamSelector?:StreamSelector
DescribeOutputHLSPullServerUrl Url:s
DescribeOutputHLSPullSettings ServerUrls:DescribeOutputHLSPullServerUrl[]
DescribeOutputRISTSettings Mode?:s Profile?:s Buffer?:i SourceAddresses?:OutputRISTSourceAddressResp[]
DescribeOutputRTMPPullServerUrl TcUrl:s StreamKey:s
DescribeOutputRTMPPullSettings ServerUrls:DescribeOutputRTMPPullServerUrl[]
DescribeOutputRTMPSettings IdleTimeout:i ChunkSize:i Destinations:RTMPAddressDestination[]
DescribeOutputRTPSettings Destinations?:RTPAddressDestination[] FEC?:s IdleTimeout?:i
DescribeOutputRTSPPullServerUrl Url:s
DescribeOutputRTSPPullSettings ServerUrls:DescribeOutputRTSPPullServerUrl[]
DescribeOutputSRTSettings Destinations?:SRTAddressDestination[] StreamId?:s Latency?:i RecvLatency?:i PeerLatency?:i PeerIdleTimeout?:i Passphrase?:s PbKeyLen?:i Mode?:s SourceAddresses?:OutputSRTSourceAddressResp[] FEC?:SRTFECFullOptions
DescribePersonSamplesRequest Type?:s PersonIds?:s[] Names?:s[] Tags?:s[] Offset?:u Limit?:u
DescribePersonSamplesResponse TotalCount?:u PersonSet?:AiSamplePerson[] RequestId?:s
DescribeProcessImageTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Name?:s OrderType?:i OrderBy?:s Type?:s
DescribeProcessImageTemplatesResponse TotalCount?:u ProcessImageTemplateSet?:ProcessImageTemplate[] RequestId?:s
DescribeQualityControlTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s Name?:s
DescribeQualityControlTemplatesResponse TotalCount?:u QualityControlTemplateSet?:QualityControlTemplate[] RequestId?:s
DescribeRTMPPullSourceAddress TcUrl:s StreamKey:s
DescribeRTSPPullSourceAddress Url:s
DescribeSSAIActivateStateRequest
DescribeSSAIActivateStateResponse Status?:i RequestId?:s
DescribeSampleSnapshotTemplatesRequest Definitions?:u[] Offset?:u Limit?:u Type?:s Name?:s
DescribeSampleSnapshotTemplatesResponse TotalCount?:u SampleSnapshotTemplateSet?:SampleSnapshotTemplate[] RequestId?:s
DescribeSchedulesRequest ScheduleIds?:i[] TriggerType?:s Status?:s Offset?:u Limit?:u
DescribeSchedulesResponse TotalCount?:u ScheduleInfoSet?:SchedulesInfo[] RequestId?:s
DescribeSmartEraseTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s EraseType?:s Name?:s
DescribeSmartEraseTemplatesResponse TotalCount?:u SmartEraseTemplateSet?:SmartEraseTemplateItem[] RequestId?:s
DescribeSmartSubtitleTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s Name?:s ProcessType?:u
DescribeSmartSubtitleTemplatesResponse TotalCount?:u SmartSubtitleTemplateSet?:SmartSubtitleTemplateItem[] RequestId?:s
DescribeSnapshotByTimeOffsetTemplatesRequest Definitions?:u[] Offset?:u Limit?:u Type?:s Name?:s
DescribeSnapshotByTimeOffsetTemplatesResponse TotalCount?:u SnapshotByTimeOffsetTemplateSet?:SnapshotByTimeOffsetTemplate[] RequestId?:s
DescribeStreamLinkActivateStateRequest
DescribeStreamLinkActivateStateResponse Status?:i RequestId?:s
DescribeStreamLinkEventAttachedFlowsRequest EventId:s PageNum?:i PageSize?:i
DescribeStreamLinkEventAttachedFlowsResponse Infos?:DescribeFlow[] TotalNum?:i RequestId?:s
DescribeStreamLinkEventRequest EventId:s
DescribeStreamLinkEventResponse Info:DescribeEvent RequestId?:s
DescribeStreamLinkEventsRequest PageNum?:i PageSize?:i
DescribeStreamLinkEventsResponse Infos?:DescribeEvent[] PageNum?:i PageSize?:i TotalNum?:i TotalPage?:i RequestId?:s
DescribeStreamLinkFlowLogsRequest FlowId:s StartTime:s EndTime:s Type:s[] Pipeline:s[] PageSize:i SortType?:s PageNum?:i
DescribeStreamLinkFlowLogsResponse Infos?:FlowLogInfo[] PageNum?:i PageSize?:i TotalNum?:i TotalPage?:i RequestId?:s
DescribeStreamLinkFlowMediaStatisticsRequest FlowId:s Type:s InputOutputId:s Pipeline:s Period:s StartTime:s EndTime:s RemoteIp?:s
DescribeStreamLinkFlowMediaStatisticsResponse Infos?:FlowMediaInfo[] RequestId?:s
DescribeStreamLinkFlowRealtimeStatusRequest FlowId:s InputIds?:s[] OutputIds?:s[]
DescribeStreamLinkFlowRealtimeStatusResponse Timestamp?:i Datas?:FlowRealtimeStatusItem[] RequestId?:s
DescribeStreamLinkFlowRequest FlowId:s
DescribeStreamLinkFlowResponse Info?:DescribeFlow RequestId?:s
DescribeStreamLinkFlowSRTStatisticsRequest FlowId:s Type:s InputOutputId:s Pipeline:s StartTime:s EndTime:s Period:s RemoteIp?:s
DescribeStreamLinkFlowSRTStatisticsResponse Infos?:FlowSRTInfo[] RequestId?:s
DescribeStreamLinkFlowStatisticsRequest FlowId:s Type:s InputOutputId:s Pipeline:s Period:s StartTime:s EndTime:s RemoteIp?:s
DescribeStreamLinkFlowStatisticsResponse Infos?:FlowStatisticsArray[] RequestId?:s
DescribeStreamLinkFlowsRequest PageNum?:i PageSize?:i
DescribeStreamLinkFlowsResponse Infos?:DescribeFlow[] PageNum?:i PageSize?:i TotalNum?:i TotalPage?:i RequestId?:s
DescribeStreamLinkRegionsRequest
DescribeStreamLinkRegionsResponse Info?:StreamLinkRegionInfo RequestId?:s
DescribeStreamLinkSecurityGroupsRequest
DescribeStreamLinkSecurityGroupsResponse Infos?:SecurityGroupInfo[] RequestId?:s
DescribeStreamPackageActivateStateRequest
DescribeStreamPackageActivateStateResponse Status?:i RequestId?:s
DescribeStreamPackageLinearAssemblyChannelAlertsRequest ChannelId:s StartTime?:u EndTime?:u
DescribeStreamPackageLinearAssemblyChannelAlertsResponse Infos?:ChannelAlertResp RequestId?:s
DescribeStreamPackageLinearAssemblyChannelRequest Id:s
DescribeStreamPackageLinearAssemblyChannelResponse Info?:LinearAssemblyChannelInfo RequestId?:s
DescribeStreamPackageLinearAssemblyChannelsRequest PageNum?:u PageSize?:u
DescribeStreamPackageLinearAssemblyChannelsResponse Infos?:LinearAssemblyChannelInfo[] PageNum?:u PageSize?:u TotalNum?:u TotalPage?:u RequestId?:s
DescribeStreamPackageLinearAssemblyProgramRequest Id:s
DescribeStreamPackageLinearAssemblyProgramResponse Info?:LinearAssemblyProgramInfo RequestId?:s
DescribeStreamPackageLinearAssemblyProgramSchedulesRequest ChannelId:s TimeWindow?:u PageNum?:u PageSize?:u
DescribeStreamPackageLinearAssemblyProgramSchedulesResponse Infos?:LinearAssemblyProgramInfo[] PageNum?:u PageSize?:u TotalNum?:u TotalPage?:u RequestId?:s
DescribeStreamPackageLinearAssemblyProgramsRequest PageNum?:u PageSize?:u ChannelId?:s Name?:s
DescribeStreamPackageLinearAssemblyProgramsResponse Infos?:LinearAssemblyProgramInfo[] PageNum?:u PageSize?:u TotalNum?:u TotalPage?:u RequestId?:s
DescribeStreamPackageLinearAssemblyUsageRequest StartTime?:s EndTime?:s Dimension?:b ChannelIds?:s[] ChannelTiers?:s[]
DescribeStreamPackageLinearAssemblyUsageResponse Info?:AssemblyUsageInfo RequestId?:s
DescribeStreamPackageSSAIChannelRequest ID:s
DescribeStreamPackageSSAIChannelResponse Info?:SSAIChannelInfo RequestId?:s
DescribeStreamPackageSSAIChannelsRequest PageNum?:u PageSize?:u
DescribeStreamPackageSSAIChannelsResponse Infos?:SSAIChannelInfo[] PageNum?:u PageSize?:u TotalNum?:u RequestId?:s
DescribeStreamPackageSSAIUsageRequest StartTime?:s EndTime?:s ChannelIds?:s[] Types?:s[] Dimension?:b
DescribeStreamPackageSSAIUsageResponse Info?:SSAIUsageInfo RequestId?:s
DescribeStreamPackageSourceAlertsRequest SourceId:s StartTime?:u EndTime?:u
DescribeStreamPackageSourceAlertsResponse Infos?:SourceAlert[] RequestId?:s
DescribeStreamPackageSourceLocationRequest Id:s
DescribeStreamPackageSourceLocationResponse Info?:SourceLocationInfo RequestId?:s
DescribeStreamPackageSourceLocationsRequest PageNum?:u PageSize?:u
DescribeStreamPackageSourceLocationsResponse Infos?:SourceLocationInfo[] PageNum?:u PageSize?:u TotalNum?:u TotalPage?:u RequestId?:s
DescribeStreamPackageSourceRequest Id:s
DescribeStreamPackageSourceResponse Info?:SourceInfo RequestId?:s
DescribeStreamPackageSourcesRequest PageNum?:u PageSize?:u LocationId?:s Type?:s
DescribeStreamPackageSourcesResponse Infos?:SourceInfo[] PageNum?:u PageSize?:u TotalNum?:u TotalPage?:u RequestId?:s
DescribeSubtitleEmbedTemplatesRequest Definitions?:i[] Offset?:u Limit?:u Type?:s Name?:s
DescribeSubtitleEmbedTemplatesResponse TotalCount?:u SubtitleEmbedTemplateSet?:SubtitleEmbedTemplateItem[] RequestId?:s
DescribeTaskDetailRequest TaskId:s
DescribeTaskDetailResponse TaskType?:s Status?:s CreateTime?:s BeginProcessTime?:s FinishTime?:s EditMediaTask?:EditMediaTask WorkflowTask?:WorkflowTask LiveStreamProcessTask?:LiveStreamProcessTask ExtractBlindWatermarkTask?:ExtractBlindWatermarkTask TaskNotifyConfig?:TaskNotifyConfig TasksPriority?:i SessionId?:s SessionContext?:s ExtInfo?:s ScheduleTask?:ScheduleTask LiveScheduleTask?:LiveScheduleTask RequestId?:s
DescribeTasksRequest Status:s SubTaskHasFailed?:b Limit?:u ScrollToken?:s StartTime?:s EndTime?:s
DescribeTasksResponse TaskSet?:TaskSimpleInfo[] ScrollToken?:s TotalCount?:u RequestId?:s
DescribeTextToSpeechAsyncTaskRequest TaskId:s
DescribeTextToSpeechAsyncTaskResponse ErrorCode?:i Msg?:s Status?:s AudioUrl?:s VoiceId?:s ExtInfo?:s RequestId?:s
DescribeTranscodeTemplatesRequest Definitions?:i[] Type?:s ContainerType?:s TEHDType?:s Offset?:u Limit?:u TranscodeType?:s Name?:s SceneType?:s CompressType?:s EnhanceSceneType?:s EnhanceTranscodeType?:s EnhanceType?:s
DescribeTranscodeTemplatesResponse TotalCount?:u TranscodeTemplateSet?:TranscodeTemplate[] RequestId?:s
DescribeUsageDataRequest StartTime:s EndTime:s Types?:s[] ProcessRegions?:s[]
DescribeUsageDataResponse Data?:TaskStatData[] RequestId?:s
DescribeVideoDatabaseEntryTaskDetailRequest TaskId:s
DescribeVideoDatabaseEntryTaskDetailResponse TaskId?:s Status?:s VideoDBEntryTaskResults?:VideoDBEntryTaskResult[] RequestId?:s
DescribeVideoSearchTaskDetailRequest TaskId:s
DescribeVideoSearchTaskDetailResponse TaskId?:s Status?:s SearchTaskResults?:SearchTaskResult[] RequestId?:s
DescribeVoicesRequest VoiceId?:s VoiceType?:s VoiceName?:s Description?:s Gender?:s Age?:s Languages?:s[] Labels?:s[] Scenes?:s[] ExtParam?:s
DescribeVoicesResponse ErrorCode?:i Msg?:s TotalCount?:i Voices?:VoiceInfo[] RequestId?:s
DescribeWatermarkTemplatesRequest Definitions?:i[] Type?:s Offset?:u Limit?:u Name?:s
DescribeWatermarkTemplatesResponse TotalCount?:u WatermarkTemplateSet?:WatermarkTemplate[] RequestId?:s
DescribeWordSamplesRequest Keywords?:s[] Usages?:s[] Tags?:s[] Offset?:u Limit?:u
DescribeWordSamplesResponse TotalCount?:u WordSet?:AiSampleWord[] RequestId?:s
DescribeWorkflowsRequest WorkflowIds?:i[] Status?:s Offset?:i Limit?:i
DescribeWorkflowsResponse TotalCount?:u WorkflowInfoSet?:WorkflowInfo[] RequestId?:s
DesignVoiceAsyncRequest Prompt:s VoiceProfile?:VoiceProfile Text?:s ExtParam?:s
DesignVoiceAsyncResponse ErrorCode?:i Msg?:s TaskId?:s RequestId?:s
DetectVideoSubtitleAreaRequest InputInfo:MediaInputInfo VideoLanguage?:s UserExtPara?:s
DetectVideoSubtitleAreaResponse Width?:i Height?:i Result?:SubtitleArea[] RequestId?:s
DetectVideoWatermarkRequest InputInfo:MediaInputInfo UserExtPara?:s
DetectVideoWatermarkResponse Confidence?:f HasWatermark?:b Description?:s RequestId?:s
DiagnoseResult Category?:s Type?:s Timestamp?:f Description?:s DateTime?:s SeverityLevel?:s
DiffusionEnhanceConfig Switch?:s Type?:s
DisableScheduleRequest ScheduleId:i
DisableScheduleResponse RequestId?:s
DisableWorkflowRequest WorkflowId:i
DisableWorkflowResponse RequestId?:s
DisassociateSecurityGroupRequest Id?:s UnattachInOutInfos?:UnattachSecurityGroupInOutInfo[]
DisassociateSecurityGroupResponse RequestId?:s
DocToVideoCosInfo CosBucketRegion?:s CosBucketName?:s CosBucketPath?:s
DocToVideoInput FileUrl:s[] Prompt:s ModelName:s ModelVersion:s Ratio?:s Language?:s ReferenceDuration?:i EnableTTS?:b VoiceId?:s
DrmInfo Type:s SimpleAesDrm?:SimpleAesDrm SpekeDrm?:SpekeDrm
EditMediaFileInfo InputInfo:MediaInputInfo StartTimeOffset?:f EndTimeOffset?:f Id?:s
EditMediaOutputConfig Container?:s Type?:s
EditMediaRequest FileInfos:EditMediaFileInfo[] OutputStorage:TaskOutputStorage OutputObjectPath:s OutputConfig?:EditMediaOutputConfig ComposeConfig?:ComposeMediaConfig TaskNotifyConfig?:TaskNotifyConfig TasksPriority?:i SessionId?:s SessionContext?:s ResourceId?:s
EditMediaResponse TaskId?:s RequestId?:s
EditMediaTask TaskId?:s Status?:s ErrCode?:i Message?:s Input?:EditMediaTaskInput Output?:EditMediaTaskOutput
EditMediaTaskInput FileInfoSet?:EditMediaFileInfo[]
EditMediaTaskOutput OutputStorage:TaskOutputStorage Path:s MetaData?:MediaMetaData
EmbeddingData Type:s Data:s
EmbeddingDataRequest Model:s Files:EmbeddingData[] Prompt?:s
EmbeddingDataResponse Data?:EmbeddingResultItem[] Usage?:TokensUsage RequestId?:s
EmbeddingResultItem Result?:f[]
EnableScheduleRequest ScheduleId:i
EnableScheduleResponse RequestId?:s
EnableWorkflowRequest WorkflowId:i
EnableWorkflowResponse RequestId?:s
EnhanceConfig VideoEnhance?:VideoEnhanceConfig AudioEnhance?:AudioEnhanceConfig
EraseArea LeftTopX:f LeftTopY:f RightBottomX:f RightBottomY:f Unit:u
EraseTimeArea BeginMs:u EndMs:u Areas:EraseArea[]
EvaluationMediaInputInfo SourceId?:s InputInfo?:MediaInputInfo
EvaluationTaskInput TaskType:s EvaluationTypeSet:s[] EvaluationRangeType?:s ContrastInfoSet?:MediaInputInfo[] ContrastMediaSet?:EvaluationMediaInputInfo[] ContrastTemplateSet?:EvaluationTemplateInputInfo[] StartTime?:u EndTime?:u StartFrameIndex?:u EndFrameIndex?:u ResolutionAlignmentMode?:s BitrateSet?:i[] VCRFSet?:i[]
EvaluationTemplateInputInfo Definition:u
ExecRuleTaskData RearDriveIndex?:i[]
ExecRulesTask Rules?:Rules[]
ExecuteFunctionRequest FunctionName:s FunctionArg:s
ExecuteFunctionResponse Result?:s RequestId?:s
ExpressionConfigInfo Switch:s
ExtractBlindWatermarkConfig Switch?:s
ExtractBlindWatermarkRequest Type:s InputInfo:MediaInputInfo TaskNotifyConfig?:TaskNotifyConfig ExtractBlindWatermarkConfig?:ExtractBlindWatermarkTaskConfig ResourceId?:s
ExtractBlindWatermarkResponse TaskId?:s RequestId?:s
ExtractBlindWatermarkTask TaskId?:s Status?:s ErrCode?:i Message?:s InputInfo?:MediaInputInfo Type?:s IsDetected?:b Result?:s ExtractBlindWatermarkConfig?:ExtractBlindWatermarkTaskConfig
ExtractBlindWatermarkTaskConfig SegmentDuration:i
FaceConfigureInfo Switch:s Score?:f DefaultLibraryLabelSet?:s[] UserDefineLibraryLabelSet?:s[] FaceLibrary?:s
FaceConfigureInfoForUpdate Switch?:s Score?:f DefaultLibraryLabelSet?:s[] UserDefineLibraryLabelSet?:s[] FaceLibrary?:s
FaceEnhanceConfig Switch?:s Intensity?:f
FailOverOption FailOverType?:s
File3D Type?:s Url?:s PreviewImageUrl?:s
FissionTaskInfo Duration?:u ModelTier?:s Ratio?:s Resolution?:s Market?:s Language?:s VideoType?:s SplitCount?:u CustomModel?:CustomModel
FlowAudio Fps:i Rate:i Pid:i
FlowInOutResp FlowId?:s FlowName?:s EventId?:s FlowRegion?:s OutputRegion?:s EventName?:s InputName?:s OutputName?:s InOutId?:s InOutType?:s
FlowLogInfo Timestamp:i Type:s InputOutputId:s Protocol:s EventCode:s EventMessage:s RemoteIp:s RemotePort:s Pipeline:s InputOutputName:s
FlowMediaAudio Fps:i Rate:i Pid:i SessionId:s
FlowMediaInfo Timestamp:i Network:i Video:FlowMediaVideo[] Audio:FlowMediaAudio[] SessionId:s ClientIp:s
FlowMediaVideo Fps:i Rate:i Pid:i SessionId:s
FlowRealtimeStatusCommon State:s Mode:s ConnectedTime:i Bitrate:i Reconnections:i
FlowRealtimeStatusItem Type:s InputId:s OutputId:s FlowId:s Protocol:s CommonStatus:FlowRealtimeStatusCommon SRTStatus:FlowRealtimeStatusSRT RTMPStatus:FlowRealtimeStatusRTMP ConnectServerIP:s RTPStatus:FlowRealtimeStatusRTP
FlowRealtimeStatusRTMP VideoFPS:i AudioFPS:i
FlowRealtimeStatusRTP Packets:i
FlowRealtimeStatusSRT Latency:i RTT:i Packets:i PacketLossRate:f RetransmitRate:f DroppedPackets:i Encryption:s
FlowSRTInfo Timestamp:i SendPacketLossRate:i SendRetransmissionRate:i RecvPacketLossRate:i RecvRetransmissionRate:i RTT:i SessionId:s SendPacketDropNumber:i RecvPacketDropNumber:i
FlowStatistics SessionId:s ClientIp:s Network:i Video:FlowVideo[] Audio:FlowAudio[]
FlowStatisticsArray Timestamp:i FlowStatistics:FlowStatistics[]
FlowVideo Fps:i Rate:i Pid:i
FrameRateConfig Switch?:s Fps?:u
FrameRateWithDenConfig Switch?:s FpsNum?:i FpsDen?:i
FrameTagConfigureInfo Switch:s
FrameTagConfigureInfoForUpdate Switch?:s
HLSConfigureInfo ItemDuration?:i Interval?:i ContinueTimeout?:i
HLSPullSourceAddress Url:s
HdrConfig Switch?:s Type?:s
HeadTailParameter HeadSet?:MediaInputInfo[] TailSet?:MediaInputInfo[]
HighlightSegmentItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f SegmentTags?:s[] BeginTime?:s EndTime?:s Title?:s Summary?:s
ImageAreaBoxInfo Type?:s AreaCoordSet?:i[] BoundingBox?:f[] BoundingBoxUnitType?:u
ImageDenoiseConfig Switch?:s Type?:s
ImageEncodeConfig Format?:s Quality?:i
ImageEnhanceConfig SuperResolution?:SuperResolutionConfig AdvancedSuperResolutionConfig?:AdvancedSuperResolutionConfig Denoise?:ImageDenoiseConfig ImageQualityEnhance?:ImageQualityEnhanceConfig ColorEnhance?:ColorEnhanceConfig SharpEnhance?:SharpEnhanceConfig FaceEnhance?:FaceEnhanceConfig LowLightEnhance?:LowLightEnhanceConfig
ImageEraseConfig ImageEraseLogo?:ImageEraseLogoConfig
ImageEraseLogoConfig Switch?:s ImageAreaBoxes?:ImageAreaBoxInfo[] DetectTypes?:s[]
ImageProcessOutputConfig AspectRatio?:s ImageHeight?:i ImageWidth?:i ImageSize?:s Format?:s Quality?:i
ImageProcessPrompt Prompt?:s Role?:s
ImageProcessTaskOutput Path?:s OutputStorage?:TaskOutputStorage SignedUrl?:s Content?:s FileId?:s
ImageProcessTaskResult Status?:s ErrMsg?:s Message?:s Output?:ImageProcessTaskOutput Progress?:i
ImageQualityConfig Attributes:s[]
ImageQualityEnhanceConfig Switch?:s Type?:s
ImageResizeConfig Switch?:s Mode?:s Percent?:f Width?:u Height?:u LongSide?:u ShortSide?:u
ImageSpriteTaskInput Definition:u OutputStorage?:TaskOutputStorage OutputObjectPath?:s WebVttObjectName?:s ObjectNumberFormat?:NumberFormat ExtInfo?:s
ImageSpriteTemplate Definition?:u Type?:s Name?:s Width?:u Height?:u ResolutionAdaptive?:s SampleType?:s SampleInterval?:u RowCount?:u ColumnCount?:u CreateTime?:s UpdateTime?:s FillType?:s Comment?:s Format?:s
ImageTaskInfo TaskId?:s Status?:s Input?:s CreateTime?:s BeginProcessTime?:s FinishTime?:s SubTaskHasFailed?:b
ImageTaskInput EncodeConfig?:ImageEncodeConfig EnhanceConfig?:ImageEnhanceConfig EraseConfig?:ImageEraseConfig BlindWatermarkConfig?:BlindWatermarkConfig BeautyConfig?:BeautyConfig TransformConfig?:ImageTransformConfig AiTryOnConfig?:AiTryOnConfig AiPosterSuiteConfig?:AiPosterSuiteConfig CreateImageConfig?:CreateImageConfig AiCutoutConfig?:AiCutoutConfig AiExpansionConfig?:AiExpansionConfig AiStoryboardConfig?:AiStoryboardConfig UnderstandImageConfig?:UnderstandImageConfig ImageQualityConfig?:ImageQualityConfig
ImageTransformConfig ImageResize?:ImageResizeConfig
ImageWatermarkInput ImageContent:s Width?:s Height?:s RepeatType?:s
ImageWatermarkInputForUpdate ImageContent?:s Width?:s Height?:s RepeatType?:s
ImageWatermarkTemplate ImageUrl?:s Width?:s Height?:s RepeatType?:s
InputAddress Ip:s Port:i
LLMDetectionIssue Tag?:s Description?:s Score?:f Confidence?:f StartTimeMs?:i EndTimeMs?:i ExtraData?:s
LLMDetectionReport ResultCount?:i ResultSet?:LLMDetectionResultItem[]
LLMDetectionResultItem Category?:s Group?:s Type?:s Score?:f Confidence?:f IssueSet?:LLMDetectionIssue[]
LinearAssemblyChannelInfo Name?:s Tier?:s PlaybackMode?:s TimeShiftConf?:TimeShiftInfo SlateConf?:SlateInfo Outputs?:OutputInfo[] AttachedPrograms?:s[] ProgramSchedules?:ProgramScheduleInfo[] Id?:s Region?:s State?:s TimeShiftEnable?:b CreateTime?:u
LinearAssemblyProgramInfo Name?:s SourceType?:s SourceLocationId?:s SourceId?:s SourceName?:s AttachedChannel?:s PlaybackConf?:PlaybackInfo AdBreaks?:AdBreakInfo[] Id?:s Region?:s SourceLocationName?:s VodAcquisitionMethod?:s
LiveActivityResItem LiveRecordTask?:LiveScheduleLiveRecordTaskResult LiveQualityControlTask?:ScheduleQualityControlTaskResult
LiveActivityResult ActivityType?:s LiveActivityResItem?:LiveActivityResItem
LiveAiAnalysisDescriptionItem Paragraphs?:LiveAiParagraphInfo[]
LiveAiParagraphInfo Summary?:s Title?:s Keywords?:s[] StartTimeOffset?:f EndTimeOffset?:f BeginTime?:s EndTime?:s
LiveRecordFile Url?:s Size?:i Duration?:i StartTime?:s EndTime?:s
LiveRecordResult OutputStorage?:TaskOutputStorage FileList?:LiveRecordFile[]
LiveRecordTaskInput Definition:i OutputStorage?:TaskOutputStorage OutputObjectPath?:s
LiveRecordTemplate Definition?:i HLSConfigure?:HLSConfigureInfo MP4Configure?:MP4ConfigureInfo Name?:s Comment?:s Type?:s CreateTime?:s UpdateTime?:s RecordType?:s
LiveScheduleLiveRecordTaskResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:LiveRecordTaskInput Output?:LiveRecordResult BeginProcessTime?:s FinishTime?:s
LiveScheduleTask TaskId?:s Status?:s ErrCode?:i Message?:s Url?:s LiveActivityResultSet?:LiveActivityResult[]
LiveSmartSubtitleResult Text?:s StartPTSTime?:f EndPTSTime?:f Trans?:s StartTime?:s EndTime?:s SteadyState?:b UserId?:s
LiveSmartSubtitlesTaskInput Definition?:u UserExtPara?:s
LiveStreamAiAnalysisResultInfo ResultSet?:LiveStreamAiAnalysisResultItem[]
LiveStreamAiAnalysisResultItem Type?:s SegmentResultSet?:SegmentRecognitionItem[] HighlightResultSet?:MediaAiAnalysisHighlightItem[] DescriptionResult?:LiveAiAnalysisDescriptionItem
LiveStreamAiQualityControlResultInfo QualityControlResults?:QualityControlResult[] DiagnoseResults?:DiagnoseResult[] QualityControlResultSet?:QualityControlResult[] DiagnoseResultSet?:DiagnoseResult[]
LiveStreamAiRecognitionResultInfo ResultSet:LiveStreamAiRecognitionResultItem[]
LiveStreamAiRecognitionResultItem Type?:s FaceRecognitionResultSet?:LiveStreamFaceRecognitionResult[] AsrWordsRecognitionResultSet?:LiveStreamAsrWordsRecognitionResult[] OcrWordsRecognitionResultSet?:LiveStreamOcrWordsRecognitionResult[] AsrFullTextRecognitionResultSet?:LiveStreamAsrFullTextRecognitionResult[] OcrFullTextRecognitionResultSet?:LiveStreamOcrFullTextRecognitionResult[] TransTextRecognitionResultSet?:LiveStreamTransTextRecognitionResult[] ObjectRecognitionResultSet?:LiveStreamObjectRecognitionResult[] TagRecognitionResultSet?:LiveStreamTagRecognitionResult[]
LiveStreamAiReviewImagePoliticalResult StartPtsTime?:f EndPtsTime?:f Confidence?:f Suggestion?:s Label?:s Name?:s AreaCoordSet?:i[] Url?:s PicUrlExpireTime?:s
LiveStreamAiReviewImagePornResult StartPtsTime?:f EndPtsTime?:f Confidence?:f Suggestion?:s Label?:s Url?:s PicUrlExpireTime?:s
LiveStreamAiReviewImageTerrorismResult StartPtsTime?:f EndPtsTime?:f Confidence?:f Suggestion?:s Label?:s Url?:s PicUrlExpireTime?:s
LiveStreamAiReviewResultInfo ResultSet:LiveStreamAiReviewResultItem[]
LiveStreamAiReviewResultItem Type?:s ImagePornResultSet?:LiveStreamAiReviewImagePornResult[] ImageTerrorismResultSet?:LiveStreamAiReviewImageTerrorismResult[] ImagePoliticalResultSet?:LiveStreamAiReviewImagePoliticalResult[] VoicePornResultSet?:LiveStreamAiReviewVoicePornResult[]
LiveStreamAiReviewVoicePornResult StartPtsTime?:f EndPtsTime?:f Confidence?:f Suggestion?:s Label?:s
LiveStreamAiSmartSubtitleResultInfo SmartSubtitleResult?:LiveSmartSubtitleResult[]
LiveStreamAsrFullTextRecognitionResult Text?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f StartTime?:s EndTime?:s SteadyState?:b UserId?:s
LiveStreamAsrWordsRecognitionResult Word?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f
LiveStreamFaceRecognitionResult Id?:s Name?:s Type?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f AreaCoordSet?:i[]
LiveStreamObjectRecognitionResult Name?:s StartPtsOffset?:f EndPtsOffset?:f Confidence?:f AreaCoordSet?:i[] Url?:s
LiveStreamOcrFullTextRecognitionResult Text?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f AreaCoordSet?:i[]
LiveStreamOcrWordsRecognitionResult Word?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f AreaCoords?:i[]
LiveStreamProcessErrorInfo ErrCode?:i Message?:s
LiveStreamProcessTask TaskId:s Status:s ErrCode:i Message:s Url:s
LiveStreamRecordResultInfo RecordOver?:u FileResults?:LiveRecordFile[]
LiveStreamTagRecognitionResult Id?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f
LiveStreamTaskNotifyConfig NotifyType?:s NotifyUrl?:s CmqModel?:s CmqRegion?:s QueueName?:s TopicName?:s NotifyKey?:s
LiveStreamTransTextRecognitionResult Text?:s StartPtsTime?:f EndPtsTime?:f Confidence?:f Trans?:s StartTime?:s EndTime?:s SteadyState?:b UserId?:s
LowLightEnhanceConfig Switch?:s Type?:s
MP4ConfigureInfo Interval?:i
ManageTaskRequest OperationType:s TaskId:s
ManageTaskResponse RequestId?:s
ManifestInfo Windows?:u AdMarkupType?:s
MediaAiAnalysisClassificationItem Classification?:s Confidence?:f
MediaAiAnalysisCoverItem CoverPath?:s Confidence?:f
MediaAiAnalysisDescriptionItem Description?:s Confidence?:f Title?:s Keywords?:s[] Paragraphs?:AiParagraphInfo[] MindMapUrl?:s MindMapPath?:s SubtitlePath?:s OutputStorage?:TaskOutputStorage
MediaAiAnalysisFrameTagItem Tag?:s CategorySet?:s[] Confidence?:f
MediaAiAnalysisFrameTagSegmentItem StartTimeOffset?:f EndTimeOffset?:f TagSet?:MediaAiAnalysisFrameTagItem[]
MediaAiAnalysisHighlightItem HighlightPath?:s CovImgPath?:s Confidence?:f Duration?:f SegmentSet?:HighlightSegmentItem[] HighlightUrl?:s CovImgUrl?:s
MediaAiAnalysisTagItem Tag?:s Confidence?:f SpecialInfo?:s
MediaAnimatedGraphicsItem Storage?:TaskOutputStorage Path?:s Definition?:i Container?:s Height?:i Width?:i Bitrate?:i Size?:i Md5?:s StartTimeOffset?:f EndTimeOffset?:f
MediaAudioStreamItem Bitrate?:i SamplingRate?:i Codec?:s Channel?:i Codecs?:s Loudness?:f
MediaContentReviewAsrTextSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f Suggestion?:s KeywordSet?:s[]
MediaContentReviewOcrTextSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f Suggestion?:s KeywordSet?:s[] AreaCoordSet?:i[] Url?:s PicUrlExpireTime?:s
MediaContentReviewPoliticalSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f Suggestion?:s Name?:s Label?:s Url?:s AreaCoordSet?:i[] PicUrlExpireTime?:s
MediaContentReviewSegmentItem StartTimeOffset?:f EndTimeOffset?:f Confidence?:f Label?:s Suggestion?:s Url?:s PicUrlExpireTime?:s
MediaImageSpriteItem Definition?:i Height?:i Width?:i TotalCount?:i ImagePathSet?:s[] WebVttPath?:s Storage?:TaskOutputStorage
MediaInputInfo Type:s CosInputInfo?:CosInputInfo UrlInputInfo?:UrlInputInfo S3InputInfo?:S3InputInfo VODInputInfo?:VODInputInfo
MediaMetaData Size?:i Container?:s Bitrate?:i Height?:i Width?:i Duration?:f Rotate?:i VideoStreamSet?:MediaVideoStreamItem[] AudioStreamSet?:MediaAudioStreamItem[] VideoDuration?:f AudioDuration?:f
MediaProcessTaskAdaptiveDynamicStreamingResult Status:s ErrCodeExt:s ErrCode:i Message:s Input:AdaptiveDynamicStreamingTaskInput Output:AdaptiveDynamicStreamingInfoItem BeginProcessTime?:s FinishTime?:s
MediaProcessTaskAnimatedGraphicResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AnimatedGraphicTaskInput Output?:MediaAnimatedGraphicsItem BeginProcessTime?:s FinishTime?:s
MediaProcessTaskImageSpriteResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:ImageSpriteTaskInput Output?:MediaImageSpriteItem BeginProcessTime?:s FinishTime?:s
MediaProcessTaskInput TranscodeTaskSet?:TranscodeTaskInput[] AnimatedGraphicTaskSet?:AnimatedGraphicTaskInput[] SnapshotByTimeOffsetTaskSet?:SnapshotByTimeOffsetTaskInput[] SampleSnapshotTaskSet?:SampleSnapshotTaskInput[] ImageSpriteTaskSet?:ImageSpriteTaskInput[] AdaptiveDynamicStreamingTaskSet?:AdaptiveDynamicStreamingTaskInput[]
MediaProcessTaskResult Type?:s TranscodeTask?:MediaProcessTaskTranscodeResult AnimatedGraphicTask?:MediaProcessTaskAnimatedGraphicResult SnapshotByTimeOffsetTask?:MediaProcessTaskSnapshotByTimeOffsetResult SampleSnapshotTask?:MediaProcessTaskSampleSnapshotResult ImageSpriteTask?:MediaProcessTaskImageSpriteResult AdaptiveDynamicStreamingTask?:MediaProcessTaskAdaptiveDynamicStreamingResult
MediaProcessTaskSampleSnapshotResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SampleSnapshotTaskInput Output?:MediaSampleSnapshotItem BeginProcessTime?:s FinishTime?:s
MediaProcessTaskSnapshotByTimeOffsetResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SnapshotByTimeOffsetTaskInput Output?:MediaSnapshotByTimeOffsetItem BeginProcessTime?:s FinishTime?:s
MediaProcessTaskTranscodeResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:TranscodeTaskInput Output?:MediaTranscodeItem Progress?:i
MediaSampleSnapshotItem Definition?:i SampleType?:s Interval?:i Storage?:TaskOutputStorage ImagePathSet?:s[] WaterMarkDefinition?:i[]
MediaSnapshotByTimeOffsetItem Definition?:i PicInfoSet?:MediaSnapshotByTimePicInfoItem[] Storage?:TaskOutputStorage
MediaSnapshotByTimePicInfoItem TimeOffset?:f Path?:s WaterMarkDefinition?:i[]
MediaTranscodeItem OutputStorage?:TaskOutputStorage Path?:s Definition?:i Bitrate?:i Height?:i Width?:i Size?:i Duration?:f Container?:s Md5?:s AudioStreamSet?:MediaAudioStreamItem[] VideoStreamSet?:MediaVideoStreamItem[] CallBackExtInfo?:s Usage?:MediaUsageItem
MediaUsageItem InputImageCount?:i InputSeconds?:i OutputSeconds?:i TotalSeconds?:i
MediaVideoStreamItem Bitrate?:i Height?:i Width?:i Codec?:s Fps?:i ColorPrimaries?:s ColorSpace?:s ColorTransfer?:s HdrType?:s Codecs?:s FpsNumerator?:i FpsDenominator?:i
Metadata Key?:s Value?:s
ModifyAIAnalysisTemplateRequest Definition:i Name?:s Comment?:s ClassificationConfigure?:ClassificationConfigureInfoForUpdate TagConfigure?:TagConfigureInfoForUpdate CoverConfigure?:CoverConfigureInfoForUpdate FrameTagConfigure?:FrameTagConfigureInfoForUpdate
ModifyAIAnalysisTemplateResponse RequestId?:s
ModifyAIRecognitionTemplateRequest Definition:i Name?:s Comment?:s FaceConfigure?:FaceConfigureInfoForUpdate OcrFullTextConfigure?:OcrFullTextConfigureInfoForUpdate OcrWordsConfigure?:OcrWordsConfigureInfoForUpdate AsrFullTextConfigure?:AsrFullTextConfigureInfoForUpdate AsrWordsConfigure?:AsrWordsConfigureInfoForUpdate TranslateConfigure?:TranslateConfigureInfoForUpdate
ModifyAIRecognitionTemplateResponse RequestId?:s
ModifyAdaptiveDynamicStreamingTemplateRequest Definition:u Name?:s Format?:s DisableHigherVideoBitrate?:u DisableHigherVideoResolution?:u StreamInfos?:AdaptiveStreamTemplate[] Comment?:s PureAudio?:u SegmentType?:s
ModifyAdaptiveDynamicStreamingTemplateResponse RequestId?:s
ModifyAnimatedGraphicsTemplateRequest Definition:u Name?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s Fps?:u Quality?:f Comment?:s
ModifyAnimatedGraphicsTemplateResponse RequestId?:s
ModifyAsrHotwordsRequest HotwordsId:s Name?:s Content?:s FileContent?:s FileName?:s
ModifyAsrHotwordsResponse RequestId?:s
ModifyBlindWatermarkTemplateRequest Definition:i Name?:s Comment?:s TextContent?:s Strength?:s
ModifyBlindWatermarkTemplateResponse RequestId?:s
ModifyContentReviewTemplateRequest Definition:i Name?:s Comment?:s PornConfigure?:PornConfigureInfoForUpdate TerrorismConfigure?:TerrorismConfigureInfoForUpdate PoliticalConfigure?:PoliticalConfigureInfoForUpdate ProhibitedConfigure?:ProhibitedConfigureInfoForUpdate UserDefineConfigure?:UserDefineConfigureInfoForUpdate
ModifyContentReviewTemplateResponse RequestId?:s
ModifyImageSpriteTemplateRequest Definition:u Name?:s Width?:u Height?:u ResolutionAdaptive?:s SampleType?:s SampleInterval?:u RowCount?:u ColumnCount?:u FillType?:s Comment?:s Format?:s
ModifyImageSpriteTemplateResponse RequestId?:s
ModifyInput InputId:s InputName:s Description:s AllowIpList:s[] SRTSettings:CreateInputSRTSettings RTPSettings:CreateInputRTPSettings Protocol?:s FailOver?:s RTMPPullSettings?:CreateInputRTMPPullSettings RTSPPullSettings?:CreateInputRTSPPullSettings HLSPullSettings?:CreateInputHLSPullSettings ResilientStream?:ResilientStreamConf SecurityGroupIds?:s[] Zones?:s[] RISTSettings?:CreateInputRISTSettings InputRegion?:s FailOverOption?:FailOverOption
ModifyLiveRecordTemplateRequest Definition:i HLSConfigure?:HLSConfigureInfo MP4Configure?:MP4ConfigureInfo Name?:s Comment?:s RecordType?:s
ModifyLiveRecordTemplateResponse RequestId?:s
ModifyOutputInfo OutputId:s OutputName:s Description:s Protocol:s OutputKind?:s SRTSettings?:CreateOutputSRTSettings RTPSettings?:CreateOutputInfoRTPSettings RTMPSettings?:CreateOutputRTMPSettings AllowIpList?:s[] MaxConcurrent?:u SecurityGroupIds?:s[] Zones?:s[] RISTSettings?:CreateOutputRistSettings OutputType?:s PidSelector?:PidSelector StreamSelector?:StreamSelector
ModifyPersonSampleRequest PersonId:s Name?:s Description?:s Usages?:s[] FaceOperationInfo?:AiSampleFaceOperation TagOperationInfo?:AiSampleTagOperation
ModifyPersonSampleResponse Person?:AiSamplePerson FailFaceInfoSet?:AiSampleFailFaceInfo[] RequestId?:s
ModifyProcessImageTemplateRequest Definition:i Name?:s Comment?:s ProcessImageTemplate?:ImageTaskInput
ModifyProcessImageTemplateResponse RequestId?:s
ModifyQualityControlTemplateRequest Definition:i Name?:s Comment?:s QualityControlItemSet?:QualityControlItemConfig[] RecordFormat?:s Strategy?:QualityControlStrategy
ModifyQualityControlTemplateResponse RequestId?:s
ModifySampleSnapshotTemplateRequest Definition:u Name?:s Width?:u Height?:u ResolutionAdaptive?:s SampleType?:s SampleInterval?:u Format?:s Comment?:s FillType?:s
ModifySampleSnapshotTemplateResponse RequestId?:s
ModifyScheduleRequest ScheduleId:i ScheduleName?:s Trigger?:WorkflowTrigger Activities?:Activity[] OutputStorage?:TaskOutputStorage OutputDir?:s TaskNotifyConfig?:TaskNotifyConfig ResourceId?:s
ModifyScheduleResponse RequestId?:s
ModifySmartEraseTemplateRequest Definition:i Name?:s Comment?:s EraseType?:s EraseSubtitleConfig?:SmartEraseSubtitleConfig EraseWatermarkConfig?:SmartEraseWatermarkConfig ErasePrivacyConfig?:SmartErasePrivacyConfig
ModifySmartEraseTemplateResponse RequestId?:s
ModifySmartSubtitleTemplateRequest Definition:i TranslateSwitch?:s Name?:s Comment?:s VideoSrcLanguage?:s SubtitleFormat?:s SubtitleType?:i AsrHotWordsConfigure?:AsrHotWordsConfigure TranslateDstLanguage?:s ProcessType?:u SelectingSubtitleAreasConfig?:SelectingSubtitleAreasConfig SubtitleEmbedId?:i SpeakerMode?:i SpeakerLabel?:i
ModifySmartSubtitleTemplateResponse RequestId?:s
ModifySnapshotByTimeOffsetTemplateRequest Definition:u Name?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s Comment?:s FillType?:s
ModifySnapshotByTimeOffsetTemplateResponse RequestId?:s
ModifyStreamLinkEventRequest EventId:s EventName:s Description?:s
ModifyStreamLinkEventResponse RequestId?:s
ModifyStreamLinkFlowRequest FlowId:s FlowName:s
ModifyStreamLinkFlowResponse RequestId?:s
ModifyStreamLinkInputRequest FlowId:s Input:ModifyInput
ModifyStreamLinkInputResponse Info:DescribeInput RequestId?:s
ModifyStreamLinkOutputInfoRequest FlowId:s Output:ModifyOutputInfo
ModifyStreamLinkOutputInfoResponse Info?:DescribeOutput RequestId?:s
ModifyStreamLinkSecurityGroupRequest Id:s Name?:s Whitelist?:s[]
ModifyStreamLinkSecurityGroupResponse RequestId?:s
ModifyStreamPackageLinearAssemblyChannelRequest Id:s Name?:s Tier?:s PlaybackMode?:s TimeShiftEnable?:b TimeShiftConf?:TimeShiftInfo SlateConf?:SlateInfo Outputs?:OutputInfo[]
ModifyStreamPackageLinearAssemblyChannelResponse RequestId?:s
ModifyStreamPackageLinearAssemblyProgramRequest Id:s Name?:s SourceType?:s SourceLocationId?:s SourceName?:s PlaybackConf?:PlaybackInfoReq AdBreaks?:AdBreakInfo[] VodAcquisitionMethod?:s
ModifyStreamPackageLinearAssemblyProgramResponse RequestId?:s
ModifyStreamPackageSSAIChannelRequest Name:s ContentSource:s SSAIInfo:SSAIConf ID:s
ModifyStreamPackageSSAIChannelResponse RequestId?:s
ModifyStreamPackageSourceLocationRequest Id:s Name?:s BaseUrl?:s SegmentDeliverEnable?:b SegmentDeliverConf?:SegmentDeliverInfo SegmentDeliverUsePackageEnable?:b
ModifyStreamPackageSourceLocationResponse RequestId?:s
ModifyStreamPackageSourceRequest Id:s Name?:s Type?:s PackageConfs?:SourcePackageConf[] SourceTags?:SourceTag[]
ModifyStreamPackageSourceResponse RequestId?:s
ModifySubtitleEmbedTemplateRequest Definition:i Name?:s Comment?:s SubtitleEmbedConfig?:SubtitleEmbedConfig
ModifySubtitleEmbedTemplateResponse RequestId?:s
ModifyTranscodeTemplateRequest Definition:i Container?:s Name?:s Comment?:s RemoveVideo?:i RemoveAudio?:i VideoTemplate?:VideoTemplateInfoForUpdate AudioTemplate?:AudioTemplateInfoForUpdate TEHDConfig?:TEHDConfigForUpdate EnhanceConfig?:EnhanceConfig
ModifyTranscodeTemplateResponse RequestId?:s
ModifyWatermarkTemplateRequest Definition:i Name?:s Comment?:s CoordinateOrigin?:s XPos?:s YPos?:s ImageTemplate?:ImageWatermarkInputForUpdate TextTemplate?:TextWatermarkTemplateInputForUpdate SvgTemplate?:SvgWatermarkInputForUpdate
ModifyWatermarkTemplateResponse ImageUrl?:s RequestId?:s
ModifyWordSampleRequest Keyword:s Usages?:s[] TagOperationInfo?:AiSampleTagOperation
ModifyWordSampleResponse RequestId?:s
MosaicInput CoordinateOrigin?:s XPos?:s YPos?:s Width?:s Height?:s StartTimeOffset?:f EndTimeOffset?:f
NameServer Name?:s Url?:s
NumberFormat InitialValue?:u Increment?:u MinLength?:u PlaceHolder?:s
OcrFullTextConfigureInfo Switch:s
OcrFullTextConfigureInfoForUpdate Switch?:s
OcrWordsConfigureInfo Switch:s LabelSet?:s[]
OcrWordsConfigureInfoForUpdate Switch?:s LabelSet?:s[]
OutputAddress Ip:s
OutputInfo Type?:s GroupName?:s ManifestName?:s ManifestConf?:ManifestInfo PlaybackURL?:s DashManifestConf?:DashManifestInfo
OutputRISTSourceAddressResp Ip?:s Port?:i
OutputReq Type?:s GroupName?:s ManifestName?:s ManifestConf?:ManifestInfo DashManifestConf?:DashManifestInfo
OutputSRTSourceAddressResp Ip:s Port:i
OverrideEraseParameter EraseType?:s EraseSubtitleConfig?:UpdateSmartEraseSubtitleConfig EraseWatermarkConfig?:UpdateSmartEraseWatermarkConfig ErasePrivacyConfig?:UpdateSmartErasePrivacyConfig SubtitleEmbedId?:i
OverrideTranscodeParameter Container?:s RemoveVideo?:u RemoveAudio?:u VideoTemplate?:VideoTemplateInfoForUpdate AudioTemplate?:AudioTemplateInfoForUpdate TEHDConfig?:TEHDConfigForUpdate SubtitleTemplate?:SubtitleTemplate AddonAudioStream?:MediaInputInfo[] StdExtInfo?:s AddOnSubtitles?:AddOnSubtitle[]
ParseLiveStreamProcessNotificationRequest Content:s
ParseLiveStreamProcessNotificationResponse NotificationType?:s TaskId?:s ProcessEofInfo?:LiveStreamProcessErrorInfo AiReviewResultInfo?:LiveStreamAiReviewResultInfo AiRecognitionResultInfo?:LiveStreamAiRecognitionResultInfo AiAnalysisResultInfo?:LiveStreamAiAnalysisResultInfo AiQualityControlResultInfo?:LiveStreamAiQualityControlResultInfo LiveRecordResultInfo?:LiveStreamRecordResultInfo AiSmartSubtitleResultInfo?:LiveStreamAiSmartSubtitleResultInfo SessionId?:s SessionContext?:s Timestamp?:i Sign?:s RequestId?:s
ParseNotificationRequest Content:s
ParseNotificationResponse EventType?:s WorkflowTaskEvent?:WorkflowTask EditMediaTaskEvent?:EditMediaTask SessionId?:s SessionContext?:s ScheduleTaskEvent?:ScheduleTask Timestamp?:i Sign?:s BatchTaskEvent?:BatchSubTaskResult ExtractBlindWatermarkTask?:ExtractBlindWatermarkTask RequestId?:s
PatternConfig TransparencyThreshold?:i OpaqueThreshold?:i EdgeSamplingStep?:i EdgeExpansionStep?:i EdgeBlendingIntensity?:f
PidSelector AudioPID?:i[] VideoPID?:i[]
PlaybackInfo Duration?:u TransitionType?:s StartTime?:u RelativePosition?:s RelativeProgramId?:s ClipRangeConf?:ClipRangeInfo RelativeProgramName?:s
PlaybackInfoReq TransitionType?:s StartTime?:u Duration?:u RelativePosition?:s RelativeProgramId?:s ClipRangeConf?:ClipRangeInfo
PoliticalAsrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
PoliticalAsrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
PoliticalConfigureInfo ImgReviewInfo?:PoliticalImgReviewTemplateInfo AsrReviewInfo?:PoliticalAsrReviewTemplateInfo OcrReviewInfo?:PoliticalOcrReviewTemplateInfo
PoliticalConfigureInfoForUpdate ImgReviewInfo?:PoliticalImgReviewTemplateInfoForUpdate AsrReviewInfo?:PoliticalAsrReviewTemplateInfoForUpdate OcrReviewInfo?:PoliticalOcrReviewTemplateInfoForUpdate
PoliticalImgReviewTemplateInfo Switch:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
PoliticalImgReviewTemplateInfoForUpdate Switch?:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
PoliticalOcrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
PoliticalOcrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
PornAsrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
PornAsrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
PornConfigureInfo ImgReviewInfo?:PornImgReviewTemplateInfo AsrReviewInfo?:PornAsrReviewTemplateInfo OcrReviewInfo?:PornOcrReviewTemplateInfo
PornConfigureInfoForUpdate ImgReviewInfo?:PornImgReviewTemplateInfoForUpdate AsrReviewInfo?:PornAsrReviewTemplateInfoForUpdate OcrReviewInfo?:PornOcrReviewTemplateInfoForUpdate
PornImgReviewTemplateInfo Switch:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
PornImgReviewTemplateInfoForUpdate Switch?:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
PornOcrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
PornOcrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
ProcessImageRequest InputInfo?:MediaInputInfo OutputStorage?:TaskOutputStorage OutputDir?:s OutputPath?:s Definition?:u ResourceId?:s ImageTask?:ImageTaskInput ScheduleId?:u AddOnParameter?:AddOnParameter StdExtInfo?:s
ProcessImageResponse TaskId?:s RequestId?:s
ProcessImageTemplate Definition?:i Name?:s Comment?:s Type?:s ProcessImageConfig?:ImageTaskInput CreateTime?:s UpdateTime?:s
ProcessLiveStreamRequest Url:s TaskNotifyConfig:LiveStreamTaskNotifyConfig OutputStorage?:TaskOutputStorage OutputDir?:s AiContentReviewTask?:AiContentReviewTaskInput AiRecognitionTask?:AiRecognitionTaskInput AiAnalysisTask?:AiAnalysisTaskInput AiQualityControlTask?:AiQualityControlTaskInput SmartSubtitlesTask?:LiveSmartSubtitlesTaskInput SessionId?:s SessionContext?:s ScheduleId?:i ResourceId?:s
ProcessLiveStreamResponse TaskId?:s RequestId?:s
ProcessMediaRequest InputInfo:MediaInputInfo OutputStorage?:TaskOutputStorage OutputDir?:s ScheduleId?:i MediaProcessTask?:MediaProcessTaskInput AiContentReviewTask?:AiContentReviewTaskInput AiAnalysisTask?:AiAnalysisTaskInput AiRecognitionTask?:AiRecognitionTaskInput AiQualityControlTask?:AiQualityControlTaskInput SmartSubtitlesTask?:SmartSubtitlesTaskInput SmartEraseTask?:SmartEraseTaskInput TaskNotifyConfig?:TaskNotifyConfig TasksPriority?:i SessionId?:s SessionContext?:s TaskType?:s ResourceId?:s Activities?:Activity[] SkipMateData?:i
ProcessMediaResponse TaskId?:s RequestId?:s
ProgramAlertCounts ProgramId?:s ProgramName?:s Category?:s Count?:u LastModifiedTime?:u
ProgramAlertInfos ChannelId?:s ChannelName?:s ProgramId?:s ProgramName?:s Code?:u Category?:s Message?:s LastModifiedTime?:u
ProgramScheduleInfo ProgramName?:s ProgramId?:s SourceType?:s SourceId?:s SourceLocationId?:s StartTime?:u Duration?:s
ProhibitedAsrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
ProhibitedAsrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
ProhibitedConfigureInfo AsrReviewInfo?:ProhibitedAsrReviewTemplateInfo OcrReviewInfo?:ProhibitedOcrReviewTemplateInfo
ProhibitedConfigureInfoForUpdate AsrReviewInfo?:ProhibitedAsrReviewTemplateInfoForUpdate OcrReviewInfo?:ProhibitedOcrReviewTemplateInfoForUpdate
ProhibitedOcrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
ProhibitedOcrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
Project ProjectId?:s ProjectName?:s Description?:s TermBase?:TermBase[] Speakers?:Speakers[] CreatedAt?:i UpdatedAt?:i
PureSubtitleTransResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SmartSubtitleTaskResultInput Output?:PureSubtitleTransResultOutput Progress?:u
PureSubtitleTransResultOutput OutputStorage?:TaskOutputStorage SubtitleResults?:SubtitleTransResultItem[]
QualityControlData NoAudio?:b NoVideo?:b QualityEvaluationScore?:i QualityEvaluationMeanOpinionScore?:f AestheticEvaluationScore?:i QualityControlResultSet?:QualityControlResult[] ContainerDiagnoseResultSet?:ContainerDiagnoseResultItem[] LLMDetectionReport?:LLMDetectionReport
QualityControlItem Confidence?:i StartTimeOffset?:f EndTimeOffset?:f AreaCoordSet?:i[]
QualityControlItemConfig Type:s Switch?:s Sampling?:s IntervalTime?:u Duration?:u Threshold?:s
QualityControlResult Type?:s QualityControlItems?:QualityControlItem[]
QualityControlStrategy StrategyType?:s TimeSpotCheck?:TimeSpotCheck
QualityControlTemplate Definition?:i Name?:s Comment?:s Type?:s QualityControlItemSet?:QualityControlItemConfig[] CreateTime?:s UpdateTime?:s Strategy?:QualityControlStrategy
QueryHunyuan3DTaskRequest TaskId?:s
QueryHunyuan3DTaskResponse Status?:s Progress?:u ErrorCode?:s ErrorMessage?:s ResultFile3Ds?:File3D[] RequestId?:s
QueryProjectRequest ProjectId?:s ProjectName?:s Page?:i PageSize?:i
QueryProjectResponse Total?:i Data?:Project[] RequestId?:s
QueryTaskFilter TaskId?:s TaskType?:s TaskStatus?:s Resolution?:s Ratio?:s
RTMPAddressDestination Url:s StreamKey:s
RTMPPullSourceAddress TcUrl:s StreamKey:s
RTPAddressDestination Ip:s Port:i
RTSPPullSourceAddress Url:s
RawImageWatermarkInput ImageContent:MediaInputInfo Width?:s Height?:s RepeatType?:s
RawSmartEraseParameter EraseType:s EraseSubtitleConfig?:SmartEraseSubtitleConfig EraseWatermarkConfig?:SmartEraseWatermarkConfig ErasePrivacyConfig?:SmartErasePrivacyConfig SubtitleEmbedId?:i UseOriginalPos?:i UseOriginalSize?:i
RawSmartSubtitleParameter SubtitleType:i VideoSrcLanguage:s SubtitleFormat?:s TranslateSwitch?:s TranslateDstLanguage?:s AsrHotWordsConfigure?:AsrHotWordsConfigure ExtInfo?:s ProcessType?:u SelectingSubtitleAreasConfig?:SelectingSubtitleAreasConfig SubtitleEmbedId?:i SpeakerMode?:i SpeakerLabel?:i
RawTranscodeParameter Container:s RemoveVideo?:i RemoveAudio?:i VideoTemplate?:VideoTemplateInfo AudioTemplate?:AudioTemplateInfo TEHDConfig?:TEHDConfig StdExtInfo?:s EnhanceConfig?:EnhanceConfig SubtitleTemplate?:SubtitleTemplate
RawWatermarkParameter Type:s CoordinateOrigin?:s XPos?:s YPos?:s ImageTemplate?:RawImageWatermarkInput
RecipeItem Theme?:s Num?:i
RecognizeAudioRequest AudioData:s Source?:s AudioFormat?:s SampleRate?:i UserExtPara?:s
RecognizeAudioResponse Text?:s AudioLength?:f Sentence?:RecognizeAudioSentence[] RequestId?:s
RecognizeAudioSentence Start?:f End?:f Text?:s WordsInfo?:WordResult[]
RecognizeMediaForZhiXueRequest InputInfo:MediaInputInfo ExpressionConfig?:ExpressionConfigInfo ActionConfig?:ActionConfigInfo
RecognizeMediaForZhiXueResponse TaskId?:s RequestId?:s
RegionInfo Name?:s
RemoveBlindWatermarkConfig Switch?:s
ResetWorkflowRequest WorkflowId:i WorkflowName:s Trigger:WorkflowTrigger OutputStorage?:TaskOutputStorage OutputDir?:s MediaProcessTask?:MediaProcessTaskInput AiContentReviewTask?:AiContentReviewTaskInput AiAnalysisTask?:AiAnalysisTaskInput AiRecognitionTask?:AiRecognitionTaskInput TaskPriority?:i TaskNotifyConfig?:TaskNotifyConfig
ResetWorkflowResponse RequestId?:s
ResilientStreamConf Enable?:b BufferTime?:u
RuleConditionItem Key?:s Value?:s
Rules Id?:s Conditions?:RuleConditionItem[] Linker?:s RearDriveIndexs?:i[]
S3InputInfo S3Bucket:s S3Region:s S3Object:s S3SecretId?:s S3SecretKey?:s
S3OutputStorage S3Bucket:s S3Region:s S3SecretId?:s S3SecretKey?:s
SRTAddressDestination Ip?:s Port?:i
SRTFECFullOptions Enable?:b Cols?:i Rows?:i ARQ?:s Layout?:s
SRTFECSimpleOptions Enable?:b
SRTSourceAddressReq Ip:s Port:i
SRTSourceAddressResp Ip:s Port:i
SSAIChannelInfo ID?:s Name?:s ContentSource?:s PlaybackPrefix?:s HlsPlaybackPrefix?:s DashPlaybackPrefix?:s SSAIInfo?:SSAIConf Region?:s SessionInitPrefix?:s
SSAIConf AdsUrl?:s AdsUrls?:s[] ConfigAliases?:ConfigAliasesInfo[] AdMarkerPassthrough?:b SCTE35AdType?:u SlateAd?:s Threshold?:u DashMPDLocation?:b AdTriggers?:u[] DeliveryRestrictions?:u SourceCDNPrefix?:s AdCDNPrefix?:s PreRollAdsUrl?:s PreRollAdsUrls?:s[] PreRollMaxAllowedDuration?:i MultiRequest?:b DashOriginManifestType?:s SlateOnEmptyVast?:b SCTEMarkerDuration?:i SecurityGroupId?:s
SSAIUsageInfo AdRequestSuccess?:u AdRequestFail?:u Impression?:u MidFillRate?:f AdMarkerTime?:f ReplacedTime?:f PreReplaceRate?:f PreReqNum?:u PreReplacedNum?:u UsageDetails?:UsageDetail[]
SampleSnapshotTaskInput Definition:u WatermarkSet?:WatermarkInput[] OutputStorage?:TaskOutputStorage OutputObjectPath?:s ObjectNumberFormat?:NumberFormat ExtInfo?:s
SampleSnapshotTemplate Definition?:u Type?:s Name?:s Comment?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s SampleType?:s SampleInterval?:u CreateTime?:s UpdateTime?:s FillType?:s
ScheduleAnalysisTaskResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiAnalysisTaskInput Output?:AiAnalysisResult[] BeginProcessTime?:s FinishTime?:s
ScheduleExecRuleTaskResult Status?:s ErrCodeExt?:s Message?:s Input?:ExecRulesTask Output?:ExecRuleTaskData
ScheduleQualityControlTaskResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiQualityControlTaskInput Output?:QualityControlData Progress?:i
ScheduleRecognitionTaskResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiRecognitionTaskInput Output?:AiRecognitionResult[] BeginProcessTime?:s FinishTime?:s
ScheduleReviewTaskResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:AiContentReviewTaskInput Output?:AiContentReviewResult[] BeginProcessTime?:s FinishTime?:s
ScheduleSmartSubtitleTaskResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SmartSubtitlesTaskInput Output?:SmartSubtitlesResult[] BeginProcessTime?:s FinishTime?:s
ScheduleTask TaskId?:s Status?:s ErrCode?:i Message?:s InputInfo?:MediaInputInfo MetaData?:MediaMetaData ActivityResultSet?:ActivityResult[]
SchedulesInfo ScheduleId?:i ScheduleName?:s Type?:s Status?:s Trigger?:WorkflowTrigger Activities?:Activity[] OutputStorage?:TaskOutputStorage OutputDir?:s TaskNotifyConfig?:TaskNotifyConfig CreateTime?:s UpdateTime?:s ResourceId?:s
ScratchRepairConfig Switch?:s Intensity?:f
SearchTaskResult Score?:f VideoId?:s
SearchValueInput SearchValueType:s TextInput?:s
SecurityGroupInfo Id?:s Name?:s Whitelist?:s[] OccupiedInputs?:s[] Region?:s OccupiedOutputs?:s[]
SegmentDeliverInfo DefaultSegmentUrl?:s NameServers?:NameServer[]
SegmentRecognitionItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f SegmentUrl?:s CovImgUrl?:s Title?:s Summary?:s Keywords?:s[] BeginTime?:s EndTime?:s AudioUrl?:s AudioBeginTime?:f AudioEndTime?:f PersonPositionUrl?:s PersonId?:s
SegmentSpecificInfo Switch?:s FragmentTime?:i FragmentEndNum?:i
SelectingSubtitleAreasConfig AutoAreas?:EraseArea[] SampleWidth?:u SampleHeight?:u
SharpEnhanceConfig Switch?:s Intensity?:f
SimpleAesDrm Uri:s Key:s Vector?:s
SlateInfo SourceLocationId?:s VodSourceName?:s
SmartErasePrivacyConfig PrivacyModel:s PrivacyTargets:s[]
SmartEraseSubtitleConfig SubtitleEraseMethod:s SubtitleModel:s OcrSwitch?:s SubtitleLang?:s SubtitleFormat?:s TransSwitch?:s TransDstLang?:s AutoAreas?:EraseArea[] CustomAreas?:EraseTimeArea[] SubtitleEmbedId?:u UseOriginalPos?:i UseOriginalSize?:i
SmartEraseTaskInput Definition?:i RawParameter?:RawSmartEraseParameter OverrideParameter?:OverrideEraseParameter OutputStorage?:TaskOutputStorage OutputObjectPath?:s
SmartEraseTaskResult Status?:s ErrCodeExt?:s Message?:s Input?:SmartEraseTaskInput Output?:AiAnalysisTaskDelLogoOutput Progress?:u BeginProcessTime?:s FinishTime?:s
SmartEraseTemplateItem Definition?:i Name?:s Comment?:s Type?:s EraseType?:s EraseSubtitleConfig?:SmartEraseSubtitleConfig EraseWatermarkConfig?:SmartEraseWatermarkConfig ErasePrivacyConfig?:SmartErasePrivacyConfig CreateTime?:s UpdateTime?:s AliasName?:s
SmartEraseWatermarkConfig WatermarkEraseMethod:s WatermarkModel:s AutoAreas?:EraseArea[] CustomAreas?:EraseTimeArea[]
SmartSubtitleTaskAsrFullTextResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SmartSubtitleTaskResultInput Output?:SmartSubtitleTaskAsrFullTextResultOutput Progress?:u
SmartSubtitleTaskAsrFullTextResultOutput SegmentSet?:SmartSubtitleTaskAsrFullTextSegmentItem[] Path?:s SubtitlePath?:s SubtitleInfo?:SubtitleResult OutputStorage?:TaskOutputStorage
SmartSubtitleTaskAsrFullTextSegmentItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f Text?:s Wordlist?:WordResult[] SpeakerId?:s
SmartSubtitleTaskBatchOutput Progress?:u Status?:s ErrCodeExt?:s Message?:s TransTextTask?:SmartSubtitleTaskTransTextResultOutput AsrFullTextTask?:SmartSubtitleTaskAsrFullTextResultOutput
SmartSubtitleTaskFullTextResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SmartSubtitleTaskResultInput Output?:SmartSubtitleTaskTextResultOutput Progress?:u
SmartSubtitleTaskFullTextSegmentItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f Text?:s Trans?:s SpeakerId?:s
SmartSubtitleTaskResultInput Definition?:i RawParameter?:RawSmartSubtitleParameter UserExtPara?:s
SmartSubtitleTaskTextResultOutput SegmentSet?:SmartSubtitleTaskFullTextSegmentItem[] RecognizeSubtitleResult?:SubtitleResult[] TransSubtitleResult?:SubtitleResult[] OutputStorage?:TaskOutputStorage
SmartSubtitleTaskTransTextResult Status?:s ErrCodeExt?:s ErrCode?:i Message?:s Input?:SmartSubtitleTaskResultInput Output?:SmartSubtitleTaskTransTextResultOutput Progress?:u
SmartSubtitleTaskTransTextResultOutput SegmentSet?:SmartSubtitleTaskTransTextSegmentItem[] SubtitlePath?:s OutputStorage?:TaskOutputStorage Path?:s SubtitleResults?:SubtitleTransResultItem[]
SmartSubtitleTaskTransTextSegmentItem Confidence?:f StartTimeOffset?:f EndTimeOffset?:f Text?:s Trans?:s Wordlist?:WordResult[] SpeakerId?:s
SmartSubtitleTemplateItem Definition?:i Name?:s Comment?:s Type?:s AsrHotWordsConfigure?:AsrHotWordsConfigure AsrHotWordsLibraryName?:s VideoSrcLanguage?:s SubtitleFormat?:s SubtitleType?:i TranslateSwitch?:s TranslateDstLanguage?:s CreateTime?:s UpdateTime?:s AliasName?:s ProcessType?:u SelectingSubtitleAreasConfig?:SelectingSubtitleAreasConfig SubtitleEmbedId?:i SpeakerMode?:i SpeakerLabel?:i
SmartSubtitlesResult Type?:s AsrFullTextTask?:SmartSubtitleTaskAsrFullTextResult TransTextTask?:SmartSubtitleTaskTransTextResult PureSubtitleTransTask?:PureSubtitleTransResult OcrFullTextTask?:SmartSubtitleTaskFullTextResult
SmartSubtitlesTaskInput Definition?:u UserExtPara?:s RawParameter?:RawSmartSubtitleParameter OutputStorage?:TaskOutputStorage OutputObjectPath?:s
SnapshotByTimeOffsetTaskInput Definition:u ExtTimeOffsetSet?:s[] TimeOffsetSet?:f[] WatermarkSet?:WatermarkInput[] OutputStorage?:TaskOutputStorage OutputObjectPath?:s ObjectNumberFormat?:NumberFormat ExtInfo?:s
SnapshotByTimeOffsetTemplate Definition?:u Type?:s Name?:s Comment?:s Width?:u Height?:u ResolutionAdaptive?:s Format?:s CreateTime?:s UpdateTime?:s FillType?:s
SourceAlert SourceId?:s SourceName?:s Code?:u Category?:s Message?:s LastModifiedTime?:u
SourceInfo Name?:s Type?:s PackageConf?:SourcePackageConf[] Id?:s CreateTime?:u UpdateTime?:u Region?:s SourceTags?:SourceTag[]
SourceLocationInfo Id?:s Name?:s Region?:s BaseUrl?:s SegmentDeliverEnable?:b SegmentDeliverConf?:SegmentDeliverInfo AttachedLiveSources?:s[] AttachedVodSources?:s[] CreateTime?:u UpdateTime?:u SegmentDeliverUsePackageEnable?:b
SourcePackageConf GroupName?:s Type?:s Path?:s
SourceTag Key?:s Value?:s
Speakers SpeakerId:s VoiceId:s Gender?:s AgeGroup?:s Description?:s NameTerms?:TermBase[]
SpecificationDataItem Specification:s Data:TaskStatDataItem[]
SpekeDrm ResourceId:s KeyServerUrl:s Vector:s EncryptionMethod?:s EncryptionPreset?:s
SpliceInsertInfo EventID?:s AvailNum?:s AvailExpected?:s ProgramID?:s
StartStreamLinkFlowRequest FlowId:s
StartStreamLinkFlowResponse RequestId?:s
StartStreamPackageLinearAssemblyChannelRequest Id:s
StartStreamPackageLinearAssemblyChannelResponse RequestId?:s
StopStreamLinkFlowRequest FlowId:s
StopStreamLinkFlowResponse RequestId?:s
StopStreamPackageLinearAssemblyChannelRequest Id:s
StopStreamPackageLinearAssemblyChannelResponse RequestId?:s
StreamLinkRegionInfo Regions:RegionInfo[]
StreamSelector SelectorType?:s PidSelector?:PidSelector TrackSelector?:TrackSelector
StreamUrlDetail Label?:s Url?:s Type?:s
SubmitHunyuan3DTaskRequest Prompt?:s ImageUrl?:s MultiViewImages?:ViewImage[] GenerateType?:s MeshUrl?:s EnablePBR?:b FaceCount?:i KeepUV?:b ResultFormat?:s Seed?:i Style?:s
SubmitHunyuan3DTaskResponse TaskId?:s RequestId?:s
SubtitleArea Area?:EraseArea Confidence?:f
SubtitleBoardConfig SubtitleBoardConfigSwitch?:i BoardX?:i BoardXUnit?:i BoardY?:i BoardYUnit?:i BoardWidth?:i BoardWidthUnit?:i BoardHeight?:i BoardHeightUnit?:i BoardColor?:s BoardAlpha?:f
SubtitleEmbedConfig FontType?:s FontPath?:s CosInputInfo?:CosInputInfo FontSize?:i FontSizeUnit?:i FontColor?:s FontAlpha?:f PosX?:i PosXUnit?:i PosY?:i PosYUnit?:i SubtitleBoardConfig?:SubtitleBoardConfig SubtitleLayoutConfig?:SubtitleLayoutConfig SubtitleOutlineConfig?:SubtitleOutlineConfig SubtitleShadowConfig?:SubtitleShadowConfig SampleWidth?:i SampleHeight?:i
SubtitleEmbedTemplateItem Definition?:i Name?:s Comment?:s Type?:s DeleteTag?:i CreateTime?:s UpdateTime?:s SubtitleEmbedConfig?:SubtitleEmbedConfig AliasName?:s
SubtitleLayoutConfig SubtitleLayoutConfigSwitch?:i LineSpacing?:i LineSpacingUnit?:i Alignment?:s
SubtitleOutlineConfig SubtitleOutlineConfigSwitch?:i OutlineWidth?:f OutlineWidthUnit?:i OutlineColor?:s OutlineAlpha?:f
SubtitlePosition CenterY?:i
SubtitleResult Language?:s Status?:s Path?:s SubtitleEmbedPath?:s SubtitleFileId?:s
SubtitleShadowConfig SubtitleShadowConfigSwitch?:i ShadowWidth?:f ShadowWidthUnit?:i ShadowColor?:s ShadowAlpha?:f
SubtitleTemplate Path?:s StreamIndex?:i SubtitleFileInput?:MediaInputInfo FontFileInput?:MediaInputInfo FontType?:s FontSize?:s FontColor?:s FontAlpha?:f YPos?:s BoardY?:s BoardWidth?:i BoardHeight?:i BoardColor?:s BoardAlpha?:f OutlineWidth?:f OutlineColor?:s OutlineAlpha?:f ShadowWidth?:f ShadowColor?:s ShadowAlpha?:f LineSpacing?:i Alignment?:s BoardWidthUnit?:i BoardHeightUnit?:i OutlineWidthUnit?:i ShadowWidthUnit?:i LineSpacingUnit?:i
SubtitleTransResultItem Status?:s TransSrc?:s TransDst?:s Path?:s SubtitleEmbedPath?:s SubtitleFileId?:s
SuperResolutionConfig Switch?:s Type?:s Size?:i
SvgWatermarkInput Width?:s Height?:s
SvgWatermarkInputForUpdate Width?:s Height?:s
SyncDubbingOutputOption Type?:s
SyncDubbingRequest Text?:s TextLang?:s VoiceId?:s AudioData?:s AudioUrl?:s AudioLang?:s VoiceProfile?:VoiceProfile Output?:SyncDubbingOutputOption ResourceId?:s ExtParam?:s
SyncDubbingResponse ErrorCode?:i Msg?:s AudioData?:s AudioUrl?:s VoiceId?:s ExtInfo?:s RequestId?:s
TEHDConfig Type:s MaxVideoBitrate?:i
TEHDConfigForUpdate Type?:s MaxVideoBitrate?:i
TagConfigureInfo Switch:s
TagConfigureInfoForUpdate Switch?:s
TaskNotifyConfig NotifyType?:s NotifyMode?:s NotifyUrl?:s CmqModel?:s CmqRegion?:s TopicName?:s QueueName?:s AwsSQS?:AwsSQS NotifyKey?:s
TaskOutputStorage Type:s CosOutputStorage?:CosOutputStorage S3OutputStorage?:S3OutputStorage VODOutputStorage?:VODOutputStorage
TaskSimpleInfo TaskId?:s TaskType?:s CreateTime?:s BeginProcessTime?:s FinishTime?:s SubTaskTypes?:s[]
TaskStatData TaskType?:s Summary?:TaskStatDataItem[] Details?:SpecificationDataItem[]
TaskStatDataItem Time?:s Count?:i Usage?:i
TermBase Src:s Dst:s SrcLanguage?:s DstLanguage?:s
TerrorismConfigureInfo ImgReviewInfo?:TerrorismImgReviewTemplateInfo OcrReviewInfo?:TerrorismOcrReviewTemplateInfo
TerrorismConfigureInfoForUpdate ImgReviewInfo?:TerrorismImgReviewTemplateInfoForUpdate OcrReviewInfo?:TerrorismOcrReviewTemplateInfoForUpdate
TerrorismImgReviewTemplateInfo Switch:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
TerrorismImgReviewTemplateInfoForUpdate Switch?:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
TerrorismOcrReviewTemplateInfo Switch:s BlockConfidence?:i ReviewConfidence?:i
TerrorismOcrReviewTemplateInfoForUpdate Switch?:s BlockConfidence?:i ReviewConfidence?:i
TextToSpeechAsyncRequest Text:s VoiceId:s TextLang?:s ExtParam?:s
TextToSpeechAsyncResponse ErrorCode?:i Msg?:s TaskId?:s RequestId?:s
TextToSpeechRequest Text:s VoiceId:s TextLang?:s Output?:SyncDubbingOutputOption ExtParam?:s
TextToSpeechResponse ErrorCode?:i Msg?:s AudioData?:s AudioUrl?:s ExtInfo?:s RequestId?:s
TextTranslationRequest SourceText:s Source:s Target:s UserExtPara?:s
TextTranslationResponse TargetText?:s Source?:s Target?:s RequestId?:s
TextWatermarkTemplateInput FontType:s FontSize:s FontColor:s FontAlpha:f TextContent?:s
TextWatermarkTemplateInputForUpdate FontType?:s FontSize?:s FontColor?:s FontAlpha?:f TextContent?:s
TimeShiftInfo TimeWindows?:u
TimeSignalInfo EventID?:s UPIDType?:s UPID?:s TypeID?:s Num?:s Expected?:s SubsegmentNum?:s SubsegmentsExpected?:s
TimeSpotCheck CheckDuration?:u CheckInterval?:u SkipDuration?:u CirclesNumber?:u
TokensUsage InputTokens?:u OutputTokens?:u TotalTokens?:u
TrackInfo TrackNum?:s ChannelVolume?:f[]
TrackSelector VideoIndex?:i[] AudioIndex?:i[]
TranscodeTaskInput Definition:u RawParameter?:RawTranscodeParameter OverrideParameter?:OverrideTranscodeParameter WatermarkSet?:WatermarkInput[] BlindWatermark?:BlindWatermarkInput MosaicSet?:MosaicInput[] StartTimeOffset?:f EndTimeOffset?:f OutputStorage?:TaskOutputStorage OutputObjectPath?:s SegmentObjectName?:s ObjectNumberFormat?:NumberFormat HeadTailParameter?:HeadTailParameter
TranscodeTemplate Definition?:s Container?:s Name?:s Comment?:s Type?:s RemoveVideo?:i RemoveAudio?:i VideoTemplate?:VideoTemplateInfo AudioTemplate?:AudioTemplateInfo TEHDConfig?:TEHDConfig ContainerType?:s CreateTime?:s UpdateTime?:s EnhanceConfig?:EnhanceConfig AliasName?:s
TranslateConfigureInfo Switch:s SourceLanguage?:s DestinationLanguage?:s SubtitleFormat?:s
TranslateConfigureInfoForUpdate Switch?:s SourceLanguage?:s DestinationLanguage?:s SubtitleFormat?:s
UnattachSecurityGroupInOutInfo FlowId:s InOutId:s InOutType:s FlowRegion:s
UnderstandImageConfig Model:s Prompt:s Parameters?:s
UpdateProjectRequest ProjectId:s ProjectName?:s TermBase?:TermBase[] Description?:s Speakers?:Speakers[]
UpdateProjectResponse RequestId?:s
UpdateSmartErasePrivacyConfig PrivacyModel?:s PrivacyTargets?:s[]
UpdateSmartEraseSubtitleConfig SubtitleEraseMethod?:s SubtitleModel?:s OcrSwitch?:s SubtitleLang?:s SubtitleFormat?:s TransSwitch?:s TransDstLang?:s AutoAreas?:EraseArea[] CustomAreas?:EraseTimeArea[]
UpdateSmartEraseWatermarkConfig WatermarkEraseMethod?:s WatermarkModel?:s AutoAreas?:EraseArea[] CustomAreas?:EraseTimeArea[]
UpdateVoiceRequest VoiceId:s VoiceFields:VoiceUpdateFields ExtParam?:s
UpdateVoiceResponse ErrorCode?:i Msg?:s Voice?:VoiceInfo RequestId?:s
UrlInputInfo Url:s
UsageDetail UniqId?:s ChannelId?:s ChannelName?:s AdType?:s AdRequestSuccess?:u AdRequestFail?:u Impression?:u Start?:u FirstQuarter?:u Midpoint?:u ThirdQuarter?:u Complete?:u AdMarkerTime?:f ReplacedTime?:f MidFillRate?:f PreReqNum?:u PreReplacedNum?:u PreReplaceRate?:f ADMarkerFound?:u MakeAdsRequest?:u VASTResponse?:u FilledAvail?:u WarningNoAd?:u ErrorAdsTimeout?:u EmptyVASTResponse?:u EmptyVMAPResponse?:u Date?:s StartTime?:s EndTime?:s
UserDefineAsrTextReviewTemplateInfo Switch:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
UserDefineAsrTextReviewTemplateInfoForUpdate Switch?:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
UserDefineConfigureInfo FaceReviewInfo?:UserDefineFaceReviewTemplateInfo AsrReviewInfo?:UserDefineAsrTextReviewTemplateInfo OcrReviewInfo?:UserDefineOcrTextReviewTemplateInfo
UserDefineConfigureInfoForUpdate FaceReviewInfo:UserDefineFaceReviewTemplateInfoForUpdate AsrReviewInfo:UserDefineAsrTextReviewTemplateInfoForUpdate OcrReviewInfo:UserDefineOcrTextReviewTemplateInfoForUpdate
UserDefineFaceReviewTemplateInfo Switch:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
UserDefineFaceReviewTemplateInfoForUpdate Switch?:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
UserDefineOcrTextReviewTemplateInfo Switch:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
UserDefineOcrTextReviewTemplateInfoForUpdate Switch?:s LabelSet?:s[] BlockConfidence?:i ReviewConfidence?:i
VODInputInfo Bucket?:s Region?:s Object?:s SubAppId?:u VodBasic?:i FileId?:s
VODOutputStorage Bucket?:s Region?:s SubAppId?:u VodBasic?:i
VideoComprehensionResultItem StartTime?:f EndTime?:f Title?:s Description?:s Keywords?:s[]
VideoDBEntryTaskResult VideoId?:s
VideoDenoiseConfig Switch?:s Type?:s
VideoDramaCosInfo CosBucketRegion?:s CosBucketName?:s CosBucketPath?:s
VideoEnhanceConfig FrameRate?:FrameRateConfig SuperResolution?:SuperResolutionConfig Hdr?:HdrConfig Denoise?:VideoDenoiseConfig ImageQualityEnhance?:ImageQualityEnhanceConfig ColorEnhance?:ColorEnhanceConfig LowLightEnhance?:LowLightEnhanceConfig ScratchRepair?:ScratchRepairConfig ArtifactRepair?:ArtifactRepairConfig EnhanceSceneType?:s DiffusionEnhance?:DiffusionEnhanceConfig FrameRateWithDen?:FrameRateWithDenConfig AiRestoration?:AiRestorationConfig
VideoRedrawCosInfo CosBucketRegion?:s CosBucketName?:s CosBucketPath?:s
VideoRedrawInput Url:s
VideoRedrawTaskInfo Style?:s
VideoTemplateInfo Codec:s Fps:i Bitrate:i ResolutionAdaptive?:s Width?:u Height?:u Gop?:u GopUnit?:s FillType?:s Vcrf?:u HlsTime?:u SegmentType?:i FpsDenominator?:i Stereo3dType?:s VideoProfile?:s VideoLevel?:s Bframes?:i Mode?:s Sar?:s NoScenecut?:i BitDepth?:i RawPts?:i Compress?:i SegmentSpecificInfo?:SegmentSpecificInfo ScenarioBased?:i SceneType?:s CompressType?:s
VideoTemplateInfoForUpdate Codec?:s Fps?:i Bitrate?:i ResolutionAdaptive?:s Width?:u Height?:u Gop?:u GopUnit?:s FillType?:s Vcrf?:u ContentAdaptStream?:u HlsTime?:u SegmentType?:i FpsDenominator?:i Stereo3dType?:s VideoProfile?:s VideoLevel?:s Bframes?:i Mode?:s Sar?:s NoScenecut?:i BitDepth?:i RawPts?:i Compress?:i SegmentSpecificInfo?:SegmentSpecificInfo ScenarioBased?:i SceneType?:s CompressType?:s
ViewImage ViewType:s ViewImageUrl:s
VoiceInfo VoiceId?:s Name?:s Description?:s Category?:s Gender?:s Age?:s Languages?:s[] AudioUrl?:s Labels?:s[] Scenes?:s[] Engine?:s
VoiceProfile Name?:s Description?:s Gender?:s Age?:s Languages?:s[] Labels?:s[] Scenes?:s[]
VoiceUpdateFields Name?:s Description?:s Gender?:s Age?:s Languages?:s[] Labels?:s[] Scenes?:s[] AudioUrl?:s
VolumeBalanceConfig Switch?:s Type?:s
WatermarkInput Definition:u RawParameter?:RawWatermarkParameter TextContent?:s SvgContent?:s StartTimeOffset?:f EndTimeOffset?:f
WatermarkTemplate Definition?:i Type?:s Name?:s Comment?:s XPos?:s YPos?:s ImageTemplate?:ImageWatermarkTemplate TextTemplate?:TextWatermarkTemplateInput SvgTemplate?:SvgWatermarkInput CreateTime?:s UpdateTime?:s CoordinateOrigin?:s
WithdrawsWatermarkRequest InputInfo:MediaInputInfo TaskNotifyConfig?:TaskNotifyConfig SessionContext?:s
WithdrawsWatermarkResponse TaskId?:s RequestId?:s
WordResult Word?:s Start?:f End?:f Trans?:s
WorkflowInfo WorkflowId:i WorkflowName:s Status:s Trigger:WorkflowTrigger OutputStorage:TaskOutputStorage MediaProcessTask:MediaProcessTaskInput AiContentReviewTask:AiContentReviewTaskInput AiAnalysisTask:AiAnalysisTaskInput AiRecognitionTask:AiRecognitionTaskInput TaskNotifyConfig:TaskNotifyConfig TaskPriority:i OutputDir:s CreateTime:s UpdateTime:s
WorkflowTask TaskId?:s Status?:s ErrCode?:i Message?:s InputInfo?:MediaInputInfo MetaData?:MediaMetaData MediaProcessResultSet?:MediaProcessTaskResult[] AiContentReviewResultSet?:AiContentReviewResult[] AiAnalysisResultSet?:AiAnalysisResult[] AiRecognitionResultSet?:AiRecognitionResult[] AiQualityControlTaskResult?:ScheduleQualityControlTaskResult SmartSubtitlesTaskResult?:SmartSubtitlesResult[] SmartEraseTaskResult?:SmartEraseTaskResult
WorkflowTrigger Type:s CosFileUploadTrigger?:CosFileUploadTrigger AwsS3FileUploadTrigger?:AwsS3FileUploadTrigger
`;
